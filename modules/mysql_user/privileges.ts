import { TsplayError } from '../../lib/core/problem.js';
import { mysqlName } from '../../lib/module/index.js';
import { pythonText } from '../../lib/schema/index.js';

/** What a user may do, by what it may do it to: `*.*`, `` `db`.* ``, `` FUNCTION `db`.`f` ``. */
export type Privileges = ReadonlyMap<string, readonly string[]>;

/**
 * Reads `priv`: `db.table:SELECT,INSERT/other.*:ALL`. Every user has USAGE on everything, named or not.
 * @param keepsCase column names as they are written; else in upper case, as the server does not mind
 * @throws TsplayError for what is no privilege
 */
export function readWanted(priv: string, keepsCase: boolean, ensuresUsage: boolean): Privileges {
  const wanted = new Map<string, readonly string[]>();
  for (const part of priv.trim().split('/')) {
    const at = part.lastIndexOf(':');
    if (at < 0) throw wrong(`'${part.trim()}' is not of the form DATABASE.TABLE:PRIVILEGE,PRIVILEGE`);
    wanted.set(levelOf(part.slice(0, at).trim()), splitPrivileges(part.slice(at + 1), keepsCase));
  }
  if (ensuresUsage && !wanted.has('*.*')) wanted.set('*.*', ['USAGE']);
  return wanted;
}

const wrong = (message: string): TsplayError => new TsplayError({ code: 'wrong-privilege', message });

function levelOf(text: string): string {
  const [, kind = '', name = ''] = /^((?:FUNCTION|PROCEDURE) )?(.*)$/s.exec(text) ?? [];
  const at = name.lastIndexOf('.');
  const sides = at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
  return kind + sides.map(quoteSide).join('.');
}

const quoteSide = (side: string): string => {
  const bare = side.replace(/^`+|`+$/g, '');
  return bare === '*' ? '*' : mysqlName(bare);
};

/** Splits at the commas that are not between the parentheses of a list of columns. */
function splitPrivileges(text: string, keepsCase: boolean): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((each) => normalized(each.trim(), keepsCase))
    .filter((each) => each !== '');
}

function normalized(privilege: string, keepsCase: boolean): string {
  const found = /^([A-Za-z][A-Za-z0-9_ ]*?)\s*(?:\(([^()]*)\))?$/.exec(privilege);
  if (privilege === '') return '';
  if (!found) throw wrong(`'${privilege}' is not a privilege`);
  const written = found[1]!.toUpperCase();
  const name = synonyms[written] ?? written;
  if (found[2] === undefined) return name;
  const columns = found[2].split(',').map((each) => each.trim().replace(/^`|`$/g, ''));
  const named = keepsCase ? columns : columns.map((each) => each.toUpperCase());
  return `${name} (${named.sort().map(mysqlName).join(', ')})`;
}

// names of one privilege; MariaDB tells another one than it was given
const synonyms: Readonly<Record<string, string>> = {
  'ALL PRIVILEGES': 'ALL',
  'BINLOG MONITOR': 'REPLICATION CLIENT',
  'DELETE VERSIONING ROWS': 'DELETE HISTORY',
  'REPLICA MONITOR': 'SLAVE MONITOR',
  'REPLICATION REPLICA': 'REPLICATION SLAVE',
  'REPLICATION REPLICA ADMIN': 'REPLICATION SLAVE ADMIN',
};

/** Reads what SHOW GRANTS told; roles that a user has are none of its privileges. */
export function readGrants(lines: readonly string[], keepsCase: boolean): Privileges {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const [, what, level, rest = ''] = GRANT.exec(line) ?? [];
    if (what === undefined || level === undefined) continue;
    const privileges = splitPrivileges(what, keepsCase);
    if (/\bWITH GRANT OPTION\b/.test(rest)) privileges.push('GRANT');
    found.set(level, [...(found.get(level) ?? []), ...privileges]);
  }
  return found;
}

const GRANT =
  /^GRANT (.+?) ON (.+) TO (?:'(?:[^']|'')*'|`(?:[^`]|``)*`)@(?:'(?:[^']|'')*'|`(?:[^`]|``)*`)(.*)$/s;

/** What has to be granted and revoked on one level. */
export interface Step {
  readonly level: string;
  readonly grants: readonly string[];
  readonly revokes: readonly string[];
  readonly saying: string;
}

export type Manner = 'replace' | 'append' | 'subtract';

/** How privileges become those that are wanted. What root has is only added to, and PROXY is left alone. */
export function planPrivileges(has: Privileges, wants: Privileges, manner: Manner, user: string): Step[] {
  const steps: Step[] = [];
  if (manner === 'replace' && user !== 'root') {
    for (const [level, privileges] of has)
      if (!wants.has(level) && !privileges.includes('PROXY'))
        steps.push({ level, grants: [], revokes: privileges, saying: 'Privileges updated' });
  }
  for (const [level, wanted] of wants) {
    const step = stepAt(level, has.get(level), wanted, manner);
    if (step.grants.length + step.revokes.length > 0) steps.push(step);
  }
  return steps;
}

function stepAt(
  level: string,
  has: readonly string[] | undefined,
  wanted: readonly string[],
  manner: Manner,
): Step {
  const { grants, revokes } = differences(has ?? [], wanted, manner);
  const saying =
    has === undefined
      ? 'New privileges granted'
      : `Privileges updated: granted ${pythonText([...grants])}, revoked ${pythonText([...revokes])}`;
  return { level, grants, revokes, saying };
}

function differences(
  has: readonly string[],
  wanted: readonly string[],
  manner: Manner,
): Pick<Step, 'grants' | 'revokes'> {
  if (manner === 'subtract') return { grants: [], revokes: wanted.filter((each) => has.includes(each)) };
  const grants = without(wanted, isEverything(has) ? [...has, 'ALL'] : has);
  if (manner === 'append') return { grants, revokes: [] };
  const revokes = without(has, wanted);
  // what ALL contains need not be taken away first
  return { grants, revokes: wanted.includes('ALL') ? revokes.filter((each) => each === 'GRANT') : revokes };
}

// MySQL 8 lists what ALL is, on `*.*`
const isEverything = (has: readonly string[]): boolean => everything.every((each) => has.includes(each));

const everything =
  'SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,RELOAD,SHUTDOWN,PROCESS,FILE,REFERENCES,INDEX,ALTER,SHOW DATABASES,SUPER,CREATE TEMPORARY TABLES,LOCK TABLES,EXECUTE,REPLICATION SLAVE,REPLICATION CLIENT,CREATE VIEW,SHOW VIEW,CREATE ROUTINE,ALTER ROUTINE,CREATE USER,EVENT,TRIGGER,CREATE TABLESPACE'.split(
    ',',
  );

const without = (list: readonly string[], others: readonly string[]): string[] =>
  list.filter((each) => !others.includes(each));

/** The statements of a step; `user` as mysqlUser quotes it. */
export function privilegeStatements(
  { level, grants, revokes }: Omit<Step, 'saying'>,
  user: string,
): string[] {
  const revoked = without(revokes, ['GRANT']);
  return [
    ...(revokes.includes('GRANT') ? [`REVOKE GRANT OPTION ON ${level} FROM ${user}`] : []),
    ...(revoked.length === 0 ? [] : [`REVOKE ${revoked.join(',')} ON ${level} FROM ${user}`]),
    ...(grants.length === 0 ? [] : [grantStatement(level, grants, user)]),
  ];
}

function grantStatement(level: string, grants: readonly string[], user: string): string {
  const named = without(grants, ['GRANT']);
  const option = grants.includes('GRANT') ? ' WITH GRANT OPTION' : '';
  return `GRANT ${(named.length === 0 ? ['USAGE'] : named).join(',')} ON ${level} TO ${user}${option}`;
}

/** Privileges as lines, for a diff and to compare. */
export const privilegeLines = (privileges: Privileges): string =>
  [...privileges]
    .map(([level, each]) => `${level}: ${[...each].sort().join(', ')}\n`)
    .sort()
    .join('');
