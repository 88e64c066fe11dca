import {
  askMysql,
  changeMysql,
  defineModule,
  failure,
  makeResult,
  mysqlAdmin,
  mysqlLogin,
  mysqlName,
  mysqlText,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, commandLine, list, path, text, type ArgsOf } from '../../lib/schema/index.js';
import { dumpOrImport, dumpRules } from './dump-or-import.js';

const args = {
  ...mysqlLogin,
  ...mysqlAdmin,
  name: list(text({}), {
    doc: 'The databases; `all` is every one, for a dump or an import',
    required: true,
    aliases: ['db'],
  }),
  state: choice(['absent', 'dump', 'import', 'present'], {
    doc: 'Should it be there, or be written to or read from `target`?',
    fallback: 'present',
  }),
  encoding: text({ doc: 'Character set of a new database, of a dump or an import', fallback: '' }),
  collation: text({ doc: 'How a new database sorts', fallback: '' }),
  target: path({ doc: 'The file of a dump or an import; .gz, .bz2 and .xz are packed' }),
  single_transaction: bool({ doc: 'Dump in one transaction', fallback: false }),
  quick: bool({ doc: 'Dump large tables row by row', fallback: true }),
  ignore_tables: list(text({}), { doc: 'Tables that are not dumped, as DATABASE.TABLE', fallback: [] }),
  hex_blob: bool({ doc: 'Dump binary columns as hexadecimal', fallback: false }),
  force: bool({ doc: 'Go on after an error in SQL', fallback: false }),
  master_data: choice(['0', '1', '2'], {
    doc: 'Tell the place in the binary log: 1 as a statement, 2 as a comment',
    fallback: '0',
  }),
  skip_lock_tables: bool({ doc: 'Lock no tables for a dump', fallback: false }),
  dump_extra_args: commandLine(text({ doc: 'More words for the dump program' })),
  use_shell: bool({ doc: 'Changes nothing: what is packed is always read through a pipe', fallback: false }),
  pipefail: bool({ doc: 'Changes nothing: a dump that fails is always an error', fallback: false }),
  unsafe_login_password: bool({
    doc: 'Changes nothing: the password is never part of a command',
    fallback: false,
  }),
  restrict_config_file: bool({
    doc: 'Changes nothing: users’ own option files are never read',
    fallback: false,
  }),
  config_overrides_defaults: bool({
    doc: "Host and port of the config file win over this module's defaults",
    fallback: false,
  }),
  chdir: path({ doc: 'The directory that relative paths start at' }),
};

export type Args = ArgsOf<typeof args>;

export const module = defineModule({
  name: 'mysql_db',
  collection: 'community.mysql',
  summary: 'Makes, removes, dumps and imports databases of MySQL and MariaDB',
  notes: [
    'Works with the client of the host (mariadb or mysql, and its dump program): the host needs no Python.',
    'The password is in a file that only the user of the task can read, while the task runs; never in a command.',
    'A dump replaces its file when it is complete, never before.',
  ],
  examples: `
- name: A database for the shop
  community.mysql.mysql_db:
    name: shop
    encoding: utf8mb4
    login_unix_socket: /run/mysqld/mysqld.sock`,
  args,
  rules: dumpRules,
  returns: {
    db: text({ doc: 'The names, with blanks between' }),
    db_list: list(text({}), { doc: 'The names' }),
    executed_commands: list(text({}), { doc: 'What was done' }),
  },
  async run(given, ctx): Promise<Result> {
    const names = given.name.map((each) => each.trim());
    const told = { db: names.join(' '), db_list: names };
    if (names.length === 0) return makeResult({ changed: false, db: [], db_list: [] });
    const wrong = wrongNames(given, names);
    if (wrong !== undefined) return failure(wrong);
    const isAll = names.length === 1 && names[0] === 'all';
    const asked = await askMysql(given, ctx, ['SELECT 1', ...(isAll ? [] : names.map(lookFor))]);
    if (asked instanceof Map) return asked;
    const isThere = (name: string): boolean => isAll || (asked.rows(lookFor(name))?.length ?? 0) > 0;
    const missing = names.filter((name) => !isThere(name));
    if (given.state === 'dump' || given.state === 'import')
      return dumpOrImport(
        { given, names, isAll, told, missing, creates: missing.map((name) => create(name, given)) },
        ctx,
      );
    const isWanted = given.state === 'present';
    const others = isWanted ? missing : names.filter(isThere);
    const statements = others.map((name) =>
      isWanted ? create(name, given) : `DROP DATABASE ${mysqlName(name)}`,
    );
    const executed_commands = ctx.check ? undefined : statements;
    if (others.length === 0) return makeResult({ changed: false, ...told, executed_commands });
    const listed = `${others.join('\n')}\n`;
    const failed = await changeMysql(given, ctx, {
      key: 'databases',
      before: isWanted ? '' : listed,
      after: isWanted ? listed : '',
      statements,
    });
    return failed ?? makeResult({ changed: true, ...told, executed_commands });
  },
});

const lookFor = (name: string): string =>
  `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ${mysqlText(name)}`;

function create(name: string, { encoding, collation }: Args): string {
  const words = [
    `CREATE DATABASE ${mysqlName(name)}`,
    ...(encoding === '' ? [] : [`CHARACTER SET ${mysqlText(encoding)}`]),
    ...(collation === '' ? [] : [`COLLATE ${mysqlText(collation)}`]),
  ];
  return words.join(' ');
}

function wrongNames(given: Args, names: readonly string[]): string | undefined {
  const isFile = given.state === 'dump' || given.state === 'import';
  if (!isFile && names.length === 1 && names[0] === 'all')
    return "name is not allowed to equal 'all' unless state equals import, or dump.";
  if (given.state === 'import' && names.length > 1)
    return 'Multiple databases are not supported with state=import';
  return given.ignore_tables.includes('') ? 'Name of ignored table cannot be empty' : undefined;
}
