import {
  askPostgres,
  changePostgres,
  defineModule,
  failure,
  makeResult,
  postgresLogin,
  postgresName,
  postgresText,
  type PostgresRow,
  type Result,
} from '../../lib/module/index.js';
import {
  bool,
  choice,
  commandLine,
  list,
  path,
  pythonText,
  text,
  type ArgsOf,
} from '../../lib/schema/index.js';
import { dumpOrRestore } from './dump-or-restore.js';

const args = {
  ...postgresLogin,
  name: text({ doc: 'The database', required: true, aliases: ['db'] }),
  state: choice(['absent', 'dump', 'present', 'rename', 'restore'], {
    doc: 'Should it be there, be written to or read from `target`, or be called `target`?',
    fallback: 'present',
  }),
  owner: text({ doc: 'The role that owns it', fallback: '' }),
  template: text({ doc: 'The database that a new one is a copy of', fallback: '' }),
  encoding: text({ doc: 'The character set of a new one', fallback: '' }),
  lc_collate: text({ doc: 'How a new one sorts', fallback: '' }),
  lc_ctype: text({ doc: 'What letters are in a new one', fallback: '' }),
  tablespace: text({ doc: 'Where it is stored', fallback: '' }),
  conn_limit: text({ doc: 'How many may be connected at once', fallback: '' }),
  target: path({
    doc: 'The file of a dump or a restore (NAME.sql by default); the new name of a database',
    fallback: '',
  }),
  target_opts: commandLine(text({ doc: 'More words for the program that dumps or restores', fallback: '' })),
  dump_extra_args: commandLine(text({ doc: 'More words for the program that dumps' })),
  maintenance_db: text({ doc: 'The database to log in to', fallback: 'postgres' }),
  force: bool({ doc: 'Remove it although others are connected to it', fallback: false }),
  trust_input: bool({ doc: 'Changes nothing: every name and value is quoted', fallback: true }),
};

export type Args = ArgsOf<typeof args>;

export const module = defineModule({
  name: 'postgresql_db',
  collection: 'community.postgresql',
  summary: 'Makes, changes, renames, removes, dumps and restores databases of PostgreSQL',
  notes: [
    'Works with psql at the host (a dump with pg_dump, a restore with psql or pg_restore): the host needs no Python.',
    'The password is in the environment of these programs, never in a command.',
    'A dump replaces its file when it is complete, never before.',
  ],
  examples: `
- name: A database for the shop
  community.postgresql.postgresql_db:
    name: shop
    owner: shop
    encoding: UTF-8
    template: template0
  become: true
  become_user: postgres`,
  args,
  returns: {
    db: text({ doc: 'The database' }),
    executed_commands: list(text({}), { doc: 'What was done' }),
  },
  async run(given, ctx): Promise<Result> {
    const wrong = given.state === 'rename' ? wrongRename(given) : undefined;
    if (wrong !== undefined) return failure(wrong);
    if (given.state === 'dump' || given.state === 'restore') return await dumpOrRestore(given, ctx);
    const questions = [ask('found', given.name), ask('target', given.target), ENCODING(given.encoding)];
    const asked = await askPostgres(given, given.maintenance_db, ctx, questions);
    if (asked instanceof Map) return asked;
    const found = asked.rows('found')?.[0];
    const wanted = plan(given, found, asked.rows('target')?.[0], asked.rows('encoding')?.[0]?.get('id'));
    if (typeof wanted === 'string') return failure(wanted);
    const told = { db: given.name, executed_commands: ctx.check ? [] : [...wanted] };
    if (wanted.length === 0) return makeResult({ changed: false, ...told });
    const failed = await changePostgres(given, given.maintenance_db, ctx, {
      key: 'database',
      before: describe(given.name, found),
      after: `${wanted.join('\n')}\n`,
      statements: wanted,
    });
    return failed ?? makeResult({ changed: true, ...told });
  },
});

const ask = (name: string, database: string): { name: string; query: string } => ({
  name,
  query: `SELECT rolname AS owner, pg_encoding_to_char(encoding) AS encoding, encoding AS encoding_id, datcollate AS lc_collate, datctype AS lc_ctype, datconnlimit AS conn_limit, spcname AS tablespace FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba JOIN pg_tablespace ON pg_tablespace.oid = dattablespace WHERE datname = ${postgresText(database)}`,
});

const ENCODING = (encoding: string): { name: string; query: string } => ({
  name: 'encoding',
  query: `SELECT pg_char_to_encoding(${postgresText(encoding)}) AS id`,
});

function wrongRename({ name, target, maintenance_db }: Args): string | undefined {
  if (target === '') return 'The "target" option must be defined when the "rename" option is used.';
  if (target === name) return 'The "name/db" option and the "target" option cannot be the same.';
  return maintenance_db === name
    ? 'The "maintenance_db" option and the "name/db" option cannot be the same.'
    : undefined;
}

type Found = PostgresRow | undefined;

/** The statements that make it so; text says why it cannot be. */
function plan(given: Args, found: Found, target: Found, encodingId: unknown): readonly string[] | string {
  const name = postgresName(given.name);
  switch (given.state) {
    case 'absent':
      return found ? [`DROP DATABASE ${name}${given.force ? ' WITH (FORCE)' : ''}`] : [];
    case 'rename':
      if (found && target) return 'Both the source and the target databases exist.';
      if (!found && !target) return 'The source and the target databases do not exist.';
      return found ? [`ALTER DATABASE ${name} RENAME TO ${postgresName(given.target)}`] : [];
    default:
      return found ? alter(given, found, encodingId) : [create(given)];
  }
}

function create(given: Args): string {
  const words = [
    `CREATE DATABASE ${postgresName(given.name)}`,
    given.owner && `OWNER ${postgresName(given.owner)}`,
    given.template && `TEMPLATE ${postgresName(given.template)}`,
    given.encoding && `ENCODING ${postgresText(given.encoding)}`,
    given.lc_collate && `LC_COLLATE ${postgresText(given.lc_collate)}`,
    given.lc_ctype && `LC_CTYPE ${postgresText(given.lc_ctype)}`,
    given.tablespace && `TABLESPACE ${postgresName(given.tablespace)}`,
    given.conn_limit && `CONNECTION LIMIT ${limitOf(given)}`,
  ];
  return words.filter((each) => each !== '').join(' ');
}

function alter(given: Args, found: PostgresRow, encodingId: unknown): readonly string[] | string {
  const now = (key: string): string => pythonText(found.get(key) ?? '');
  if (given.encoding !== '' && encodingId !== found.get('encoding_id'))
    return `Changing database encoding is not supported. Current encoding: ${now('encoding')}`;
  if (given.lc_collate !== '' && given.lc_collate !== now('lc_collate'))
    return `Changing LC_COLLATE is not supported. Current LC_COLLATE: ${now('lc_collate')}`;
  if (given.lc_ctype !== '' && given.lc_ctype !== now('lc_ctype'))
    return `Changing LC_CTYPE is not supported. Current LC_CTYPE: ${now('lc_ctype')}`;
  const differs = (key: 'owner' | 'conn_limit' | 'tablespace'): boolean =>
    given[key] !== '' && given[key] !== now(key);
  const name = `ALTER DATABASE ${postgresName(given.name)}`;
  return [
    ...(differs('owner') ? [`${name} OWNER TO ${postgresName(given.owner)}`] : []),
    ...(differs('conn_limit') ? [`${name} CONNECTION LIMIT ${limitOf(given)}`] : []),
    ...(differs('tablespace') ? [`${name} SET TABLESPACE ${postgresName(given.tablespace)}`] : []),
  ];
}

// a number: a text would end the statement at a place of its own
const limitOf = ({ conn_limit }: Args): string => String(Number.parseInt(conn_limit, 10));

const describe = (name: string, found: Found): string =>
  found === undefined
    ? ''
    : `${name}\n${[...found].map(([key, value]) => `${pythonText(key)}: ${pythonText(value)}\n`).join('')}`;
