import {
  changeMysql,
  defineModule,
  failure,
  makeResult,
  mysqlAdmin,
  mysqlLogin,
  mysqlName,
  mysqlText,
  mysqlUser,
  type Result,
} from '../../lib/module/index.js';
import { isDict } from '../../lib/core/value.js';
import { bool, choice, dict, pythonText, raw, text, type ArgsOf } from '../../lib/schema/index.js';
import { findAccounts, type Found } from './account.js';
import { wrongAuthentication } from './authentication.js';
import { planUser, type Plan } from './plan-user.js';
import { readGrants, privilegeLines } from './privileges.js';

const args = {
  ...mysqlLogin,
  ...mysqlAdmin,
  user: text({ doc: 'The user; empty for the anonymous one', required: true, aliases: ['name'] }),
  password: text({ doc: 'What it logs in with; without one a new user has none', secret: true }),
  encrypted: bool({ doc: 'The password is given as its hash', fallback: false }),
  host: text({ doc: 'Where it may come from; % is anywhere', fallback: 'localhost' }),
  host_all: bool({ doc: 'Every account of that name, whatever its host', fallback: false }),
  state: choice(['absent', 'present'], { doc: 'Should the user be there?', fallback: 'present' }),
  priv: raw({
    doc: 'What it may do: DATABASE.TABLE:PRIVILEGE,PRIVILEGE, more of them behind a /; or a dict',
  }),
  append_privs: bool({ doc: 'Keep what it may do beyond `priv`', fallback: false }),
  subtract_privs: bool({ doc: 'Take `priv` away', fallback: false }),
  column_case_sensitive: bool({ doc: 'Names of columns in `priv` are as they are written', fallback: false }),
  tls_requires: dict({ doc: 'What its connection must have: SSL, X509, or CIPHER, ISSUER and SUBJECT' }),
  update_password: choice(['always', 'on_create', 'on_new_username'], {
    doc: 'When the password is set; `on_new_username` gives a new account that of its namesakes',
    fallback: 'always',
  }),
  plugin: text({ doc: 'What checks its login' }),
  plugin_hash_string: text({ doc: 'What that plugin keeps', secret: true }),
  plugin_auth_string: text({ doc: 'What that plugin is given', secret: true }),
  resource_limits: dict({
    doc: 'MAX_QUERIES_PER_HOUR, MAX_UPDATES_PER_HOUR, MAX_CONNECTIONS_PER_HOUR, MAX_USER_CONNECTIONS, MAX_STATEMENT_TIME',
  }),
  session_vars: dict({ doc: 'Variables of the session in which it is done' }),
  sql_log_bin: bool({ doc: 'Is it written to the binary log?', fallback: true }),
  force_context: bool({ doc: 'Use the database mysql, for replication filters', fallback: false }),
};

export type Args = ArgsOf<typeof args>;

export const module = defineModule({
  name: 'mysql_user',
  collection: 'community.mysql',
  summary: 'Makes and removes users of MySQL and MariaDB, and says what they may do',
  notes: [
    'Works with the client of the host (mariadb or mysql): the host needs no Python.',
    'Passwords are compared and set by their hash; they are in no command and in no process list.',
    'Needs MariaDB 10.2 or MySQL 5.7.6.',
  ],
  examples: `
- name: A user for the shop
  community.mysql.mysql_user:
    name: shop
    password: '{{ shop_password }}'
    priv: shop.*:ALL
    login_unix_socket: /run/mysqld/mysqld.sock`,
  args,
  rules: [{ kind: 'mutually_exclusive', names: ['append_privs', 'subtract_privs'] }],
  returns: {
    user: text({ doc: 'The user' }),
    password_changed: bool({ doc: 'Was its password set?' }),
  },
  async run(asGiven, ctx): Promise<Result> {
    const given = {
      ...asGiven,
      host: asGiven.host.toLowerCase(),
      login_db: asGiven.force_context ? 'mysql' : undefined,
    };
    const wrong = wrongAuthentication(given);
    if (wrong !== undefined) return wrong;
    const question = {
      user: given.user,
      host: given.host,
      isAll: given.host_all,
      preamble: preambleOf(given),
    };
    const found = await findAccounts(given, ctx, question);
    if (found instanceof Map) return found;
    if (isTooOld(found)) return failure(`${found.version} is too old: MariaDB 10.2 or MySQL 5.7.6 is needed`);
    const plan =
      given.state === 'absent' ? removal(given, found) : planUser(given, found, privOf(given.priv));
    if (plan instanceof Map) return plan;
    const told = { user: given.user, password_changed: plan.passwordChanged };
    if (plan.statements.length === 0) return makeResult({ changed: false, ...told, msg: plan.sayings[0]! });
    const failed = await changeMysql(given, ctx, {
      key: 'user',
      ...plan,
      statements: [...question.preamble, ...plan.statements],
    });
    if (failed !== undefined) return failed;
    const msg = ctx.check ? plan.sayings[0]! : plan.sayings.at(-1)!;
    return makeResult({ changed: true, ...told, msg });
  },
});

const preambleOf = ({ sql_log_bin, session_vars }: Args): string[] => [
  ...(sql_log_bin ? [] : ['SET SQL_LOG_BIN=0']),
  ...[...(session_vars ?? [])].map(([name, value]) => {
    const literal = typeof value === 'number' ? String(value) : mysqlText(pythonText(value));
    return `SET SESSION ${mysqlName(pythonText(name))} = ${literal}`;
  }),
];

function privOf(priv: Args['priv']): string | undefined {
  if (priv === undefined || priv === null || priv === '') return undefined;
  if (!isDict(priv)) return pythonText(priv);
  return [...priv].map(([level, each]) => `${pythonText(level)}:${pythonText(each)}`).join('/');
}

function removal({ user }: Args, { accounts }: Found): Plan {
  const isThere = accounts.length > 0;
  return {
    statements: accounts.map(({ host }) => `DROP USER ${mysqlUser(user, host)}`),
    sayings: [isThere ? 'User deleted' : "User doesn't exist"],
    passwordChanged: false,
    before: accounts
      .map(({ host, grants }) => `${user}@${host}\n${privilegeLines(readGrants(grants, true))}`)
      .join(''),
    after: '',
  };
}

// before these, accounts were changed by other statements
function isTooOld({ isMariadb, version }: Found): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const number = major * 10_000 + minor * 100 + patch;
  return version !== '' && number < (isMariadb ? 100_200 : 50_706);
}
