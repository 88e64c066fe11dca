import { bool, int, path, text, type ArgsOf } from '../schema/index.js';
import type { ModuleContext } from './context.js';
import { expandPaths } from './expand-paths.js';
import {
  askDatabase,
  changeDatabase,
  type DatabaseAnswers,
  type DatabaseChange,
  type DatabaseLogin,
} from './database.js';
import { readMysqlAnswers, type Row } from './mysql-answers.js';
import type { Result } from './result.js';
import { sharedShell } from './script.js';

/** Arguments of every module that logs in to MySQL or MariaDB. */
export const mysqlLogin = {
  login_user: text({ doc: "The user to log in as; by default the config file's, else the task's own" }),
  login_password: text({ doc: 'The password of that user', secret: true }),
  login_host: text({
    doc: 'Where the server is; localhost is its socket, or TCP where there is none',
    fallback: 'localhost',
  }),
  login_port: int({ doc: 'The port of the server; another one than 3306 is always TCP', fallback: 3306 }),
  login_unix_socket: text({ doc: 'The socket of the server' }),
  connect_timeout: int({ doc: 'Seconds to wait for the server', fallback: 30 }),
  config_file: path({
    doc: 'An option file of the client with a login in its `[client]`; empty for none',
    fallback: '~/.my.cnf',
  }),
  client_cert: path({ doc: 'A certificate to show to the server', aliases: ['ssl_cert'] }),
  client_key: path({ doc: 'Its key', aliases: ['ssl_key'] }),
  ca_cert: path({ doc: "The certificate of the server's authority", aliases: ['ssl_ca'] }),
  check_hostname: bool({ doc: "Must the server's certificate be for `login_host`?" }),
};

/** Arguments of those modules that can try without a password first. */
export const mysqlAdmin = {
  check_implicit_admin: bool({
    doc: 'Log in as root without a password, when that is possible',
    fallback: false,
  }),
};

export interface MysqlLogin extends ArgsOf<typeof mysqlLogin> {
  readonly check_implicit_admin?: boolean;
  /** Host and port of the config file win over the defaults. */
  readonly config_overrides_defaults?: boolean;
  /** The database to use. */
  readonly login_db?: string | undefined;
}

/**
 * Asks the server in one trip; a Result is the failure to reach it. Every statement is tried, and is what its rows are
 * found by. Each must be written as lib/module/sql-text.ts quotes: the session's sql_mode is empty.
 * @example await askMysql(args, ctx, ['SELECT VERSION() AS version'])
 */
export const askMysql = (
  login: MysqlLogin,
  ctx: ModuleContext,
  statements: readonly string[],
): Promise<MysqlAnswers | Result> => askDatabase(mysqlAt(login), ctx, statements, readMysqlAnswers);

export type MysqlAnswers = DatabaseAnswers<Row>;

export const changeMysql = (
  login: MysqlLogin,
  ctx: ModuleContext,
  change: DatabaseChange,
): Promise<Result | undefined> => changeDatabase(mysqlAt(login), ctx, change);

export const mysqlAt = (login: MysqlLogin): DatabaseLogin => ({
  kind: 'mysql',
  script: (work) =>
    [
      expandPaths({ config_file: path({}) }, { config_file: login.config_file }),
      sharedShell('mysql'),
      work,
    ].join('\n'),
  params: (statements) => ({
    sql: ["SET SESSION sql_mode = ''", ...statements].map((each) => `${each};`).join('\n'),
    config_file: login.config_file,
    login: [...serverLines(login), ...userLines(login.login_user, login.login_password)].join('\n'),
    admin_login:
      login.check_implicit_admin === true
        ? [...serverLines(login), ...userLines('root', '')].join('\n')
        : undefined,
  }),
});

const userLines = (user: string | undefined, password: string | undefined): string[] => [
  ...(user === undefined ? [] : [`user=${optionQuoted(user)}`]),
  ...(password === undefined ? [] : [`password=${optionQuoted(password)}`]),
];

function serverLines(login: MysqlLogin): string[] {
  return [
    'default-character-set=utf8mb4',
    `loose-connect-timeout=${login.connect_timeout}`,
    ...placeLines(login),
    ...(login.login_db === undefined ? [] : [`database=${optionQuoted(login.login_db)}`]),
    ...(login.ca_cert === undefined ? [] : [`ssl-ca=${optionQuoted(login.ca_cert)}`]),
    ...(login.client_cert === undefined ? [] : [`ssl-cert=${optionQuoted(login.client_cert)}`]),
    ...(login.client_key === undefined ? [] : [`ssl-key=${optionQuoted(login.client_key)}`]),
    ...hostnameLines(login.check_hostname),
  ];
}

function placeLines(login: MysqlLogin): string[] {
  if (login.login_unix_socket !== undefined) return [`socket=${optionQuoted(login.login_unix_socket)}`];
  const isDefault = login.login_host === 'localhost' && login.login_port === 3306;
  if (isDefault && login.config_overrides_defaults === true) return [];
  return [
    `host=${optionQuoted(login.login_host)}`,
    `port=${login.login_port}`,
    ...(login.login_port === 3306 ? [] : ['protocol=tcp']),
  ];
}

// MariaDB has one option for it, MySQL another
function hostnameLines(isChecked: boolean | undefined): string[] {
  if (isChecked === undefined) return [];
  return [
    `loose-ssl-verify-server-cert=${isChecked ? 1 : 0}`,
    ...(isChecked ? ['loose-ssl-mode=VERIFY_IDENTITY'] : []),
  ];
}

/** A value in an option file: quoted, with the escapes that its reader knows. */
const optionQuoted = (value: string): string =>
  `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
