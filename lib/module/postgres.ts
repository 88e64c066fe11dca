import { TsplayError } from '../core/problem.js';
import { choice, dict, int, path, pythonText, text, type ArgsOf } from '../schema/index.js';
import { readJson } from '../core/read-json.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import type { ModuleContext } from './context.js';
import { expandPaths } from './expand-paths.js';
import {
  askDatabase,
  changeDatabase,
  type DatabaseAnswers,
  type DatabaseChange,
  type DatabaseLogin,
} from './database.js';
import type { Result } from './result.js';
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

export type PostgresAnswers = DatabaseAnswers<PostgresRow>;

/** A statement, or a question with the name that its answer is found by. */
export type PostgresStep = string | { readonly name: string; readonly query: string };

/**
 * Asks a database in one trip; a Result is the failure to reach it. Every statement is tried.
 * @example await askPostgres(args, 'postgres', ctx, [{ name: 'roles', query: 'SELECT rolname FROM pg_roles' }])
 */
export const askPostgres = (
  login: PostgresLogin,
  database: string,
  ctx: ModuleContext,
  steps: readonly PostgresStep[],
): Promise<PostgresAnswers | Result> =>
  askDatabase(postgresAt(login, database), ctx, steps.map(written), readAnswers);

// JSON without line ends, behind its name
function written(step: PostgresStep): string {
  if (typeof step === 'string') return step;
  return `SELECT ${postgresText(`${step.name} `)} || coalesce(jsonb_agg(to_jsonb(asked)), '[]')::text FROM (${step.query}) AS asked`;
}

function readAnswers(text: string): ReadonlyMap<string, readonly PostgresRow[]> {
  const answers = new Map<string, readonly PostgresRow[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(' [');
    if (at > 0) answers.set(line.slice(0, at), rowsOf(readJson(line.slice(at + 1))));
  }
  return answers;
}

const rowsOf = (value: Value): readonly PostgresRow[] => (Array.isArray(value) ? value.filter(isDict) : []);

export const changePostgres = (
  login: PostgresLogin,
  database: string,
  ctx: ModuleContext,
  change: DatabaseChange,
): Promise<Result | undefined> => changeDatabase(postgresAt(login, database), ctx, change);

export const postgresAt = (login: PostgresLogin, database: string): DatabaseLogin => ({
  kind: 'postgres',
  script: (work) => {
    const { ca_cert, ssl_cert, ssl_key } = login;
    const paths = { ca_cert: path({}), ssl_cert: path({}), ssl_key: path({}) };
    return [expandPaths(paths, { ca_cert, ssl_cert, ssl_key }), sharedShell('postgres'), work].join('\n');
  },
  params: (statements) => {
    const role = login.session_role === undefined ? [] : [`SET ROLE ${postgresName(login.session_role)}`];
    return {
      sql: [...role, ...statements].map((each) => `${each};`).join('\n'),
      connection: connectionOf(login, database).map(([name, value]) => `${name}=${value}`),
    };
  },
});

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
