import { TsplayError } from '../core/problem.js';
import { choice, dict, int, path, pythonText, text, valueFromJson, type ArgsOf } from '../schema/index.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import type { Json } from '../core/json.js';
import type { ModuleContext } from './context.js';
import { expandPaths } from './expand-paths.js';
import type { Params } from './module.js';
import { dataOf, failureOf } from './result-of.js';
import { failure, type Result } from './result.js';
import { sharedShell } from './script.js';
import { postgresName, postgresText } from './sql-text.js';

/** Arguments of every module that logs in to PostgreSQL. */
export const postgresLogin = {
  login_user: text({
    doc: 'The role to log in as; by default that of PGUSER, or postgres',
    aliases: ['login'],
  }),
  login_password: text({ doc: 'The password of that role', secret: true, fallback: '' }),
  login_host: text({
    doc: 'Where the server is; empty or localhost is `login_unix_socket` when that is given',
    fallback: '',
    aliases: ['host'],
  }),
  login_unix_socket: text({
    doc: 'The directory of the socket of the server',
    fallback: '',
    aliases: ['unix_socket'],
  }),
  port: int({ doc: 'The port of the server; by default that of PGPORT, or 5432', aliases: ['login_port'] }),
  ssl_mode: choice(['allow', 'disable', 'prefer', 'require', 'verify-ca', 'verify-full'], {
    doc: 'How much TLS there must be',
    fallback: 'prefer',
  }),
  ca_cert: path({ doc: "The certificate of the server's authority", aliases: ['ssl_rootcert'] }),
  ssl_cert: path({ doc: 'A certificate to show to the server' }),
  ssl_key: path({ doc: 'Its key' }),
  connect_params: dict({ doc: 'More parameters of libpq, by their names' }),
  session_role: text({ doc: 'The role to take after the login' }),
};

export type PostgresLogin = ArgsOf<typeof postgresLogin>;

/** A row by its columns. */
export type PostgresRow = Dict;

/** What was asked, and what the server said to it. */
export interface PostgresAnswers {
  /** The rows for a question, in order; undefined when the server could not do it. */
  rows(question: string): readonly PostgresRow[] | undefined;
  /** What it said of those that it could not. */
  readonly errors: string;
  /** A check on a host that has no client yet. */
  readonly isWithoutClient: boolean;
}

/** A statement, or a question with the name that its answer is found by. */
export type PostgresStep = string | { readonly name: string; readonly query: string };

/**
 * Asks a database in one trip; a Result is the failure to reach it. Every statement is tried.
 * @example await askPostgres(args, 'postgres', ctx, [{ name: 'roles', query: 'SELECT rolname FROM pg_roles' }])
 */
export async function askPostgres(
  login: PostgresLogin,
  database: string,
  ctx: ModuleContext,
  steps: readonly PostgresStep[],
): Promise<PostgresAnswers | Result> {
  const work = postgresScript(login, 'open_postgres\nask_postgres');
  const reply = await ctx.call(work, postgresParams(login, database, steps.map(written)));
  const msg = failureOf(reply);
  if (msg !== undefined) return failure(msg);
  const answers = readAnswers(dataOf(reply, 'answers') ?? '');
  const errors = causeOf(dataOf(reply, 'errors') ?? '');
  const isWithoutClient = dataOf(reply, 'no_client') !== undefined;
  if (answers.size === 0 && !isWithoutClient) return failure(`cannot ask the database server: ${errors}`);
  return { rows: (name) => answers.get(name), errors, isWithoutClient };
}

// what follows an error in a transaction says nothing new
const causeOf = (errors: string): string =>
  errors
    .split('\n')
    .filter((line) => !line.includes('current transaction is aborted'))
    .join('\n')
    .trim();

// JSON without line ends, behind its name
function written(step: PostgresStep): string {
  if (typeof step === 'string') return step;
  return `SELECT ${postgresText(`${step.name} `)} || coalesce(jsonb_agg(to_jsonb(asked)), '[]')::text FROM (${step.query}) AS asked`;
}

function readAnswers(text: string): ReadonlyMap<string, readonly PostgresRow[]> {
  const answers = new Map<string, readonly PostgresRow[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(' [');
    if (at > 0) answers.set(line.slice(0, at), rowsOf(valueFromJson(JSON.parse(line.slice(at + 1)) as Json)));
  }
  return answers;
}

const rowsOf = (value: Value): readonly PostgresRow[] => (Array.isArray(value) ? value.filter(isDict) : []);

/** What is to be done, and what a diff shows of it. */
export interface PostgresChange {
  readonly key: string;
  readonly before: string;
  readonly after: string;
  readonly statements: readonly string[];
}

/** Changes something at the server, unless the task is a check; a Result is the failure. */
export async function changePostgres(
  login: PostgresLogin,
  database: string,
  ctx: ModuleContext,
  { key, before, after, statements }: PostgresChange,
): Promise<Result | undefined> {
  const script = postgresScript(login, 'open_postgres\nchange "$key" "$before" "$after" change_postgres');
  const reply = await ctx.call(script, {
    ...postgresParams(login, database, statements),
    key,
    before,
    after,
  });
  const msg = failureOf(reply);
  return msg === undefined ? undefined : failure(msg);
}

/** A script that begins with what lib/module/shell/postgres.sh has. */
export function postgresScript(login: PostgresLogin, work: string): string {
  const { ca_cert, ssl_cert, ssl_key } = login;
  const paths = { ca_cert: path({}), ssl_cert: path({}), ssl_key: path({}) };
  return [expandPaths(paths, { ca_cert, ssl_cert, ssl_key }), sharedShell('postgres'), work].join('\n');
}

export function postgresParams(
  login: PostgresLogin,
  database: string,
  statements: readonly string[],
): Params {
  const lines = [
    ...(login.session_role === undefined ? [] : [`SET ROLE ${postgresName(login.session_role)}`]),
    ...statements,
  ];
  return {
    sql: lines.map((each) => `${each};`).join('\n'),
    connection: connectionOf(login, database).map(([name, value]) => `${name}=${value}`),
  };
}

function connectionOf(login: PostgresLogin, database: string): [string, string][] {
  const isLocal = login.login_host === '' || login.login_host === 'localhost';
  const host = isLocal && login.login_unix_socket !== '' ? login.login_unix_socket : login.login_host;
  const settings: [string, string | undefined][] = [
    ['PGDATABASE', database],
    ['PGHOST', host || undefined],
    ['PGPORT', login.port === undefined ? undefined : String(login.port)],
    ['PGUSER', login.login_user || undefined],
    ['PGPASSWORD', login.login_password || undefined],
    ['PGSSLMODE', login.ssl_mode],
    ['PGSSLROOTCERT', login.ca_cert],
    ['PGSSLCERT', login.ssl_cert],
    ['PGSSLKEY', login.ssl_key],
    ...[...(login.connect_params ?? [])].map(([name, value]): [string, string] => [
      variableOf(pythonText(name)),
      pythonText(value),
    ]),
  ];
  return settings.filter((each): each is [string, string] => each[1] !== undefined);
}

function variableOf(parameter: string): string {
  const variable = variables[parameter];
  if (variable !== undefined) return variable;
  throw new TsplayError({
    code: 'wrong-option',
    message: `connect_params: libpq has no parameter '${parameter}' that can be set here`,
  });
}

// from PostgreSQL's documentation, "Environment Variables" of libpq
const variables: Readonly<Record<string, string>> = {
  application_name: 'PGAPPNAME',
  channel_binding: 'PGCHANNELBINDING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  dbname: 'PGDATABASE',
  gssencmode: 'PGGSSENCMODE',
  gsslib: 'PGGSSLIB',
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  krbsrvname: 'PGKRBSRVNAME',
  options: 'PGOPTIONS',
  passfile: 'PGPASSFILE',
  password: 'PGPASSWORD',
  port: 'PGPORT',
  requirepeer: 'PGREQUIREPEER',
  service: 'PGSERVICE',
  ssl_max_protocol_version: 'PGSSLMAXPROTOCOLVERSION',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  sslcert: 'PGSSLCERT',
  sslcompression: 'PGSSLCOMPRESSION',
  sslcrl: 'PGSSLCRL',
  sslkey: 'PGSSLKEY',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslsni: 'PGSSLSNI',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  user: 'PGUSER',
};
