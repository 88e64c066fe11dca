import type { Dict } from '../../lib/core/value.js';
import { failure, mysqlText, type Result } from '../../lib/module/index.js';
import { pythonText } from '../../lib/schema/index.js';
import { column, type Account, type Found } from './account.js';

/** What a user's connection must have, as REQUIRE says it; NONE when nothing. */
export function wantedRequirement(tls: Dict | undefined): string {
  if (tls === undefined || tls.size === 0) return 'NONE';
  const wanted = new Map([...tls].map(([key, value]) => [pythonText(key).toUpperCase(), pythonText(value)]));
  const exact = details.filter((name) => wanted.has(name));
  if (exact.length > 0) return exact.map((name) => `${name} ${mysqlText(wanted.get(name)!)}`).join(' AND ');
  return wanted.has('X509') ? 'X509' : 'SSL';
}

// in the order of SHOW CREATE USER
const details = ['ISSUER', 'SUBJECT', 'CIPHER'];

/** The same of an account that there is. */
export function currentRequirement({ declaration }: Account): string {
  const found =
    /\bREQUIRE (NONE|SSL|X509|(?:(?:ISSUER|SUBJECT|CIPHER) '(?:[^'\\]|''|\\.)*'(?: AND )? ?)+)/s.exec(
      declaration,
    );
  if (!found) return 'NONE';
  const texts = [...found[1]!.matchAll(/(ISSUER|SUBJECT|CIPHER) ('(?:[^'\\]|''|\\.)*')/gs)];
  if (texts.length === 0) return found[1]!.trim();
  return details
    .flatMap((name) => texts.filter((each) => each[1] === name).map((each) => `${name} ${each[2]}`))
    .join(' AND ');
}

const limits: Readonly<Record<string, string>> = {
  MAX_QUERIES_PER_HOUR: 'max_questions',
  MAX_UPDATES_PER_HOUR: 'max_updates',
  MAX_CONNECTIONS_PER_HOUR: 'max_connections',
  MAX_USER_CONNECTIONS: 'max_user_connections',
  MAX_STATEMENT_TIME: 'max_statement_time',
};

/** `MAX_… n` for each limit that is another one; a Result says what is wrong with the argument. */
export function limitWords(
  wanted: Dict | undefined,
  account: Account | undefined,
  { isMariadb }: Found,
): readonly string[] | Result {
  const words: string[] = [];
  for (const [key, value] of wanted ?? []) {
    const name = pythonText(key);
    const text = pythonText(value);
    if (!Object.hasOwn(limits, name)) return failure(`resource_limits: key '${name}' is unsupported.`);
    if (name === 'MAX_STATEMENT_TIME' && !isMariadb)
      return failure('MAX_STATEMENT_TIME resource limit is only supported by MariaDB.');
    if (!/^\d+$/.test(text)) return failure(`Can't convert value '${text}' to integer.`);
    const isSo = account !== undefined && Number(column(account.row, limits[name]!)) === Number(text);
    if (!isSo) words.push(`${name} ${text}`);
  }
  return words;
}
