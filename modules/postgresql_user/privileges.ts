import { postgresName, postgresText, type PostgresRow } from '../../lib/module/index.js';
import { pythonText } from '../../lib/schema/index.js';

/** What a role may do with the database, or with a table of it. */
export interface Privilege {
  readonly kind: 'database' | 'table';
  readonly name: string;
  readonly words: readonly string[];
}

const words = {
  database: ['CONNECT', 'CREATE', 'TEMPORARY'],
  table: ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'],
} as const;

/**
 * `CONNECT/products:SELECT,INSERT`: parts with slashes between, each with commas between its words; a part without a
 * colon is of the database. A text is what is wrong with it.
 */
export function readPrivileges(priv: string, database: string): readonly Privilege[] | string {
  const read = priv.split('/').map((part): Privilege | string => {
    const at = part.indexOf(':');
    const kind = at < 0 ? 'database' : 'table';
    const given = part
      .slice(at + 1)
      .split(',')
      .map((word) => word.trim().toUpperCase())
      .filter((word) => word !== '');
    const meant = given.map((word) => (word === 'TEMP' && kind === 'database' ? 'TEMPORARY' : word));
    const known: readonly string[] = words[kind];
    const wrong = meant.filter((word) => word !== 'ALL' && !known.includes(word));
    if (wrong.length > 0) return `Invalid privs specified for ${kind}: ${wrong.join(' ')}`;
    const all = meant.includes('ALL') ? known : [...new Set(meant)].sort();
    return { kind, name: at < 0 ? database : part.slice(0, at), words: all };
  });
  const wrong = read.find((each) => typeof each === 'string');
  if (wrong !== undefined) return wrong;
  return read.filter((each): each is Privilege => typeof each !== 'string' && each.words.length > 0);
}

/** Asks which privileges a role has by itself, not by PUBLIC or a role that it is in; a table's owner has all. */
export function privilegesQuestion(user: string): string {
  const whom = user === 'PUBLIC' ? '0' : `(SELECT oid FROM pg_roles WHERE rolname = ${postgresText(user)})`;
  return `SELECT 'database ' || datname AS object, privilege_type AS word FROM pg_database, aclexplode(datacl) WHERE grantee = ${whom} UNION ALL SELECT 'table ' || nspname || '.' || relname, privilege_type FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace, aclexplode(coalesce(relacl, acldefault('r', relowner))) WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND grantee = ${whom}`;
}

/** GRANT for each where a word is missing. */
export const grants = (user: string, asked: readonly Privilege[], rows: readonly PostgresRow[]): string[] =>
  asked
    .filter((each) => each.words.some((word) => !held(each, rows).has(word)))
    .map((each) => `GRANT ${onObject(each)} TO ${grantee(user)}`);

/** REVOKE for each of which the role has a word. */
export const revokes = (user: string, asked: readonly Privilege[], rows: readonly PostgresRow[]): string[] =>
  asked
    .filter((each) => each.words.some((word) => held(each, rows).has(word)))
    .map((each) => `REVOKE ${onObject(each)} FROM ${grantee(user)}`);

function held(privilege: Privilege, rows: readonly PostgresRow[]): ReadonlySet<string> {
  const object = `${privilege.kind} ${partsOf(privilege).join('.')}`;
  return new Set(
    rows.filter((row) => row.get('object') === object).map((row) => pythonText(row.get('word') ?? '')),
  );
}

const onObject = (privilege: Privilege): string =>
  `${privilege.words.join(', ')} ON ${privilege.kind.toUpperCase()} ${partsOf(privilege).map(postgresName).join('.')}`;

// a table without a schema is one of public
function partsOf({ kind, name }: Privilege): string[] {
  if (kind === 'database') return [name];
  const dot = name.indexOf('.');
  return dot < 0 ? ['public', name] : [name.slice(0, dot), name.slice(dot + 1)];
}

const grantee = (user: string): string => (user === 'PUBLIC' ? user : postgresName(user));
