import {
  askMysql,
  mysqlText,
  mysqlUser,
  type ModuleContext,
  type MysqlLogin,
  type Result,
  type Row,
} from '../../lib/module/index.js';

/** A user at one host, as the server has it. */
export interface Account {
  readonly host: string;
  readonly plugin: string;
  /** The hash that its password is kept as. */
  readonly hash: string;
  /** What SHOW GRANTS tells. */
  readonly grants: readonly string[];
  /** What SHOW CREATE USER tells. */
  readonly declaration: string;
  readonly row: Row;
}

export interface Found {
  readonly isMariadb: boolean;
  /** The server's version, as `10.11.4`. */
  readonly version: string;
  /** The accounts that are asked for. */
  readonly accounts: readonly Account[];
  /** Every account of that name, without grants. */
  readonly namesakes: readonly Row[];
}

/** Reads the accounts of a user: the one at `host`, or all of them. */
export async function findAccounts(
  login: MysqlLogin,
  ctx: ModuleContext,
  {
    user,
    host,
    isAll,
    preamble,
  }: { user: string; host: string; isAll: boolean; preamble: readonly string[] },
): Promise<Found | Result> {
  const lookFor = `SELECT * FROM mysql.user WHERE User = ${mysqlText(user)}`;
  const first = [...preamble, VERSION, lookFor, ...(isAll ? [] : accountQuestions(user, host))];
  const asked = await askMysql(login, ctx, first);
  if (asked instanceof Map) return asked;
  const version = asked.rows(VERSION)?.[0]?.get('version') ?? '';
  const namesakes = asked.rows(lookFor) ?? [];
  const rows = isAll ? namesakes : namesakes.filter((row) => column(row, 'Host') === host);
  const hosts = rows.map((row) => column(row, 'Host'));
  const questions = [...preamble, VERSION, ...hosts.flatMap((each) => accountQuestions(user, each))];
  const told = isAll && rows.length > 0 ? await askMysql(login, ctx, questions) : asked;
  if (told instanceof Map) return told;
  const accounts = rows.map((row, i): Account => {
    const [grants, declaration] = accountQuestions(user, hosts[i]!);
    return {
      host: hosts[i]!,
      plugin: column(row, 'plugin'),
      hash: column(row, 'Password') || column(row, 'authentication_string'),
      grants: (told.rows(grants!) ?? []).map(onlyColumn),
      declaration: (told.rows(declaration!) ?? []).map(onlyColumn).join('\n'),
      row,
    };
  });
  return {
    isMariadb: /mariadb/i.test(version),
    version: /^[\d.]+/.exec(version)?.[0] ?? '',
    accounts,
    namesakes,
  };
}

const VERSION = 'SELECT VERSION() AS version';

const accountQuestions = (user: string, host: string): string[] => [
  `SHOW GRANTS FOR ${mysqlUser(user, host)}`,
  `SHOW CREATE USER ${mysqlUser(user, host)}`,
];

const onlyColumn = (row: Row): string => [...row.values()][0] ?? '';

/** A column of a row, whatever the case of its name; empty when there is none. */
export function column(row: Row, name: string): string {
  for (const [key, value] of row) if (key.toLowerCase() === name.toLowerCase()) return value ?? '';
  return '';
}
