import {
  askPostgres,
  changePostgres,
  defineModule,
  failure,
  makeResult,
  postgresLogin,
  postgresText,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, list, pythonText, text, type ArgsOf } from '../../lib/schema/index.js';
import { accessQuestion, objectTypes } from './access.js';
import { grantStatements, objectsOf } from './grant.js';
import { splitNames, wrongArguments } from './wrong-arguments.js';

const args = {
  ...postgresLogin,
  database: text({ doc: 'The database to log in to', required: true, aliases: ['db', 'login_db'] }),
  state: choice(['absent', 'present'], { doc: 'Grant, or revoke?', fallback: 'present' }),
  privs: text({ doc: 'The privileges, with commas between', aliases: ['priv'] }),
  type: choice(objectTypes, { doc: 'What they are for', fallback: 'table' }),
  objs: text({
    doc: 'The objects, with commas between (in a signature of a function a colon stands for a comma); ALL_IN_SCHEMA for all; of a database the default is the one that is logged in to',
    aliases: ['obj'],
  }),
  schema: text({ doc: 'The schema of the objects, public by default; not-specified for none' }),
  roles: text({
    doc: 'Who is to have them, with commas between; PUBLIC is everyone',
    required: true,
    aliases: ['role'],
  }),
  fail_on_role: bool({ doc: 'Is a role that is not there an error? Else a warning', fallback: true }),
  target_roles: text({ doc: 'Whose new objects default privileges are for' }),
  grant_option: bool({
    doc: 'May they pass them on? Without an answer that stays',
    aliases: ['admin_option'],
  }),
  password: text({ doc: 'Another name of `login_password`', secret: true }),
  usage_on_types: bool({ doc: 'With default privileges comes USAGE on types', fallback: true }),
  trust_input: bool({ doc: 'Changes nothing: every name is quoted', fallback: true }),
};

export type Args = ArgsOf<typeof args>;

export const module = defineModule({
  name: 'postgresql_privs',
  collection: 'community.postgresql',
  summary: 'Grants and revokes privileges of PostgreSQL',
  notes: [
    'Works with psql at the host: the host needs no Python.',
    'Whether something changes is found by doing it in a transaction that is rolled back.',
  ],
  examples: `
- name: The shop reads and writes its tables
  community.postgresql.postgresql_privs:
    database: shop
    roles: shop
    objs: ALL_IN_SCHEMA
    privs: SELECT,INSERT,UPDATE,DELETE
  become: true
  become_user: postgres`,
  args,
  returns: { queries: list(text({}), { doc: 'What was done' }) },
  async run(asGiven, ctx): Promise<Result> {
    const wrong = wrongArguments(asGiven);
    if (wrong !== undefined) return failure(wrong);
    const given = { ...asGiven, login_password: asGiven.login_password || (asGiven.password ?? '') };
    const names = given.roles.toUpperCase() === 'PUBLIC' ? ['PUBLIC'] : splitNames(given.roles);
    const asked = await askPostgres(given, given.database, ctx, [
      {
        name: 'roles',
        query: `SELECT rolname FROM pg_roles WHERE rolname IN (${names.map(postgresText).join(', ')})`,
      },
    ]);
    if (asked instanceof Map) return asked;
    const known = new Set((asked.rows('roles') ?? []).map((row) => pythonText(row.get('rolname') ?? '')));
    const missing = names.filter((name) => name !== 'PUBLIC' && !known.has(name));
    if (asked.isWithoutClient) return makeResult({ changed: true });
    if (missing.length > 0 && given.fail_on_role) return failure(`Role '${missing[0]!}' does not exist`);
    for (const name of missing) ctx.warn(`Role '${name}' does not exist, nothing to do`);
    const roles = names.filter((name) => !missing.includes(name));
    if (roles.length === 0) return makeResult({ changed: false, queries: [] });
    const statements = grantStatements(given, roles);
    const look = accessQuestion(given, objectsOf(given));
    const tried = await askPostgres(given, given.database, ctx, [
      'BEGIN',
      { name: 'before', query: look },
      ...statements,
      { name: 'after', query: look },
      'ROLLBACK',
    ]);
    if (tried instanceof Map) return tried;
    const [before, after] = [tried.rows('before'), tried.rows('after')].map((rows) =>
      rows?.map((row) => `${[...row.values()].map((each) => pythonText(each)).join(' ')}\n`).join(''),
    );
    if (after === undefined) return failure(tried.errors);
    const queries = [statements.map((each) => `${each};`).join('\n')];
    if (before === after) return makeResult({ changed: false, queries });
    const failed = await changePostgres(given, given.database, ctx, {
      key: 'privileges',
      before: before ?? '',
      after,
      statements: ['BEGIN', ...statements, 'COMMIT'],
    });
    return failed ?? makeResult({ changed: true, queries });
  },
});
