import {
  askPostgres,
  changePostgres,
  defineModule,
  failure,
  makeResult,
  postgresLogin,
  postgresName,
  postgresText,
  type ModuleContext,
  type PostgresAnswers,
  type PostgresRow,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, int, list, pythonText, text, type ArgsOf } from '../../lib/schema/index.js';
import { grants, privilegesQuestion, readPrivileges, revokes } from './privileges.js';
import { hasFlag, isKept, readFlags } from './role.js';

const args = {
  ...postgresLogin,
  user: text({ doc: 'The role', required: true, aliases: ['name'] }),
  password: text({ doc: 'What it logs in with, or its hash; empty for none', secret: true }),
  state: choice(['absent', 'present'], { doc: 'Should the role be there?', fallback: 'present' }),
  db: text({ doc: 'The database to log in to', fallback: '', aliases: ['login_db'] }),
  fail_on_user: bool({
    doc: 'Fail when a role cannot be removed, as it owns something',
    fallback: true,
    aliases: ['fail_on_role'],
  }),
  priv: text({
    doc: 'What it may do with the database and its tables, as CONNECT/products:SELECT,INSERT; of a role that is removed, what is taken from it first',
  }),
  groups: list(text({}), { doc: 'Roles that it is in' }),
  role_attr_flags: text({
    doc: 'What it may do: SUPERUSER, CREATEDB, NOLOGIN… with commas between',
    fallback: '',
  }),
  encrypted: bool({
    doc: 'Changes nothing: PostgreSQL 10 and newer keep no password in clear text',
    fallback: true,
  }),
  no_password_changes: bool({ doc: 'Look only at the flags of a role that is there', fallback: false }),
  expires: text({ doc: 'Until when its password is good; infinity for ever' }),
  conn_limit: int({ doc: 'How many connections it may have; -1 for any number' }),
  comment: text({ doc: 'What is said of the role' }),
  trust_input: bool({ doc: 'Changes nothing: every name and value is quoted', fallback: true }),
};

type Args = ArgsOf<typeof args>;

export const module = defineModule({
  name: 'postgresql_user',
  collection: 'community.postgresql',
  summary: 'Makes, changes and removes roles of PostgreSQL',
  notes: [
    'Works with psql at the host: the host needs no Python.',
    "A password is compared with the server's hash on the controller (SCRAM-SHA-256, MD5), and is set only when it is another one. Where the server does not show its hashes it is set each time.",
    '`priv` and `groups` take nothing away from a role that stays; Ansible calls them deprecated: postgresql_privs does more.',
  ],
  examples: `
- name: A role for the shop
  community.postgresql.postgresql_user:
    name: shop
    password: '{{ shop_password }}'
    role_attr_flags: NOSUPERUSER,NOCREATEDB
  become: true
  become_user: postgres`,
  args,
  returns: {
    user: text({ doc: 'The role' }),
    user_removed: bool({ doc: 'Was it removed?' }),
    queries: list(text({}), { doc: 'What was done, without passwords' }),
  },
  async run(given, ctx): Promise<Result> {
    const flags = readFlags(given.role_attr_flags);
    if (typeof flags === 'string') return failure(flags);
    const wrong = wrongArguments(given);
    if (wrong !== undefined) return failure(wrong);
    const privileges = readPrivileges(given.priv ?? '', given.db);
    if (typeof privileges === 'string') return failure(privileges);
    const database = given.db || 'postgres';
    const asked = await askPostgres(given, database, ctx, questionsOf(given));
    if (asked instanceof Map) return asked;
    const role = asked.rows('role')?.[0];
    if (given.state === 'absent')
      return await remove(role, revokes(given.user, privileges, asked.rows('privileges') ?? []));
    const all = [
      ...roleStatements(given, flags, role, asked),
      ...grants(given.user, privileges, asked.rows('privileges') ?? []).map(plain),
      ...groupStatements(given, asked),
      ...commentOf(given, asked),
    ];
    const told = { user: given.user, queries: all.map(({ shown }) => shown) };
    if (all.length === 0) return makeResult({ changed: false, ...told });
    const failed = await changePostgres(given, database, ctx, {
      key: 'role',
      before: role ? `${given.user}\n` : '',
      after: `${told.queries.join('\n')}\n`,
      statements: ['BEGIN', ...all.map(({ sql }) => sql), 'COMMIT'],
    });
    return failed ?? makeResult({ changed: true, ...told });

    async function remove(found: PostgresRow | undefined, taken: readonly string[]): Promise<Result> {
      const sql = `DROP USER ${postgresName(given.user)}`;
      if (!found) return makeResult({ changed: false, user: given.user, queries: [] });
      const refused = await takeAway(given, taken, ctx);
      if (refused) return refused;
      const change = { key: 'role', before: `${given.user}\n`, after: '', statements: [sql] };
      const failed = await changePostgres(given, database, ctx, change);
      if (failed && given.fail_on_user)
        return failed.set('msg', `Unable to remove user: ${pythonText(failed.get('msg') ?? '')}`);
      return makeResult({
        changed: !failed || taken.length > 0,
        user: given.user,
        queries: ctx.check ? [] : [...taken, sql],
        user_removed: !failed,
      });
    }
  },
});

function wrongArguments({ user, db, priv, password, role_attr_flags }: Args): string | undefined {
  if (priv !== undefined && db === '') return 'privileges require a database to be specified';
  if (user !== everyone) return undefined;
  if (password !== undefined) return `cannot change the password for ${everyone} user`;
  return role_attr_flags === '' ? undefined : `cannot change the role_attr_flags for ${everyone} user`;
}

const everyone = 'PUBLIC';

/** Before a role goes: it cannot while it has privileges. The Result is why not. */
async function takeAway(
  given: Args,
  statements: readonly string[],
  ctx: ModuleContext,
): Promise<Result | undefined> {
  if (statements.length === 0) return undefined;
  return changePostgres(given, given.db, ctx, {
    key: 'privileges',
    before: '',
    after: `${statements.join('\n')}\n`,
    statements: ['BEGIN', ...statements, 'COMMIT'],
  });
}

/** A statement, and how it is shown to people. */
interface Statement {
  readonly sql: string;
  readonly shown: string;
}

function questionsOf({ user, expires }: Args): { name: string; query: string }[] {
  const name = postgresText(user);
  const until =
    expires === undefined
      ? 'true'
      : `rolvaliduntil IS NOT DISTINCT FROM ${postgresText(expires)}::timestamptz`;
  return [
    { name: 'role', query: `SELECT * FROM pg_roles WHERE rolname = ${name}` },
    { name: 'kept', query: `SELECT rolpassword FROM pg_authid WHERE rolname = ${name}` },
    { name: 'until', query: `SELECT ${until} AS same FROM pg_roles WHERE rolname = ${name}` },
    { name: 'privileges', query: privilegesQuestion(user) },
    {
      name: 'groups',
      query: `SELECT g.rolname FROM pg_auth_members JOIN pg_roles AS g ON g.oid = roleid JOIN pg_roles AS m ON m.oid = member WHERE m.rolname = ${name}`,
    },
    {
      name: 'comment',
      query: `SELECT shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = ${name}`,
    },
  ];
}

function roleStatements(
  given: Args,
  flags: readonly string[],
  role: PostgresRow | undefined,
  asked: PostgresAnswers,
): Statement[] {
  if (given.user === everyone) return [];
  return role ? alter(given, flags, role, asked) : create(given, flags);
}

function create(given: Args, flags: readonly string[]): Statement[] {
  const words = [
    ...(given.password ? [passwordIs(given.password)] : []),
    ...validWords(given),
    ...flags.map(plain),
  ];
  return [statement(`CREATE USER ${postgresName(given.user)}`, words)];
}

function alter(
  given: Args,
  flags: readonly string[],
  role: PostgresRow,
  asked: PostgresAnswers,
): Statement[] {
  const isOther = {
    password: !given.no_password_changes && isOtherPassword(given, asked),
    flags: flags.some((flag) => !hasFlag(role, flag)),
    expires: !given.no_password_changes && asked.rows('until')?.[0]?.get('same') === false,
    limit:
      !given.no_password_changes &&
      given.conn_limit !== undefined &&
      given.conn_limit !== role.get('rolconnlimit'),
  };
  if (!Object.values(isOther).includes(true)) return [];
  const words = [
    ...(isOther.password ? [passwordIs(given.password ?? '')] : []),
    ...flags.map(plain),
    ...(given.no_password_changes ? [] : validWords(given)),
  ];
  return [statement(`ALTER USER ${postgresName(given.user)}`, words)];
}

function isOtherPassword({ password, user }: Args, asked: PostgresAnswers): boolean {
  if (password === undefined) return false;
  const kept = asked.rows('kept')?.[0]?.get('rolpassword');
  return kept === undefined || !isKept(password, user, kept === null ? null : pythonText(kept));
}

// as it is shown, the password itself is left out
const passwordIs = (password: string): Statement =>
  password === ''
    ? plain('PASSWORD NULL')
    : {
        sql: `ENCRYPTED PASSWORD ${postgresText(password)}`,
        shown: 'ENCRYPTED PASSWORD %(password)s',
      };

const validWords = ({ expires, conn_limit }: Args): Statement[] => [
  ...(expires === undefined ? [] : [plain(`VALID UNTIL ${postgresText(expires)}`)]),
  ...(conn_limit === undefined ? [] : [plain(`CONNECTION LIMIT ${conn_limit}`)]),
];

const plain = (sql: string): Statement => ({ sql, shown: sql });

function statement(head: string, words: readonly Statement[]): Statement {
  const join = (key: 'sql' | 'shown'): string =>
    [head, ...(words.length > 0 ? ['WITH'] : []), ...words.map((each) => each[key])].join(' ');
  return { sql: join('sql'), shown: join('shown') };
}

function groupStatements({ groups = [], user }: Args, asked: PostgresAnswers): Statement[] {
  const known = new Set((asked.rows('groups') ?? []).map((row) => row.get('rolname')));
  const missing = groups.map((each) => each.trim()).filter((each) => !known.has(each));
  return missing.map((each) => plain(`GRANT ${postgresName(each)} TO ${postgresName(user)}`));
}

function commentOf({ comment, user }: Args, asked: PostgresAnswers): Statement[] {
  if (comment === undefined || asked.rows('comment')?.[0]?.get('comment') === comment) return [];
  return [plain(`COMMENT ON ROLE ${postgresName(user)} IS ${postgresText(comment)}`)];
}
