import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import { valueFromJson } from '../../lib/schema/index.js';
import type { Session } from '../../lib/remote/session.js';
import { startMariadb, startPostgres, type DatabaseServer } from '../support/database-servers.js';
import { moduleContext, runTask, shellNames, shellSession } from '../support/module-context.js';
import { skip } from '../support/skip.js';

type Args = Readonly<Record<string, Json>>;

/** Arguments, whether they change something (or what a failure says), and what a query tells afterwards. */
type Step = readonly [
  module: string,
  args: Args,
  says: boolean | RegExp,
  then?: readonly [query: string, answer: string | RegExp, database?: string],
];

const password = `it's "${randomBytes(6).toString('hex')}" \\ 100% #x`;
const other = randomBytes(6).toString('hex');

for (const [title, start, steps] of [
  ['mysql_db, mysql_user and mysql_variables: the real MariaDB', startMariadb, mysqlSteps],
  ['postgresql_db, postgresql_user and postgresql_privs: the real PostgreSQL', startPostgres, postgresSteps],
] as const) {
  describe(title, function () {
    this.timeout(120_000);
    let root: string;
    let server: DatabaseServer;

    before(async function () {
      if (process.getuid?.() !== 0) skip(this, 'starts a server as another user: needs root');
      root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tsplay-databases-'));
      server = await start(root);
    });

    after(async () => {
      await server?.stop();
      if (root) rmSync(root, { recursive: true, force: true });
    });

    for (const shell of shellNames) {
      it(`in ${shell}: from nothing, and back`, async () => {
        const words = join(root, `words-${shell}`);
        const session = await shellSession(shell, [recorders(root, words)]);
        try {
          for (const step of steps(root, shell === 'dash')) await take(step, session, server);
        } finally {
          await session.close();
        }
        // what came on the command lines of clients is nobody's secret
        const said = readFileSync(words, 'utf8');
        expect(said).not.to.include(password).and.not.to.include(other);
        expect(readdirSync(root).filter((name) => name.startsWith('.tsplay'))).to.deep.equal([]);
      });
    }
  });
}

// a check says what will be, the second time there is nothing to do
async function take([name, args, says, then]: Step, session: Session, server: DatabaseServer): Promise<void> {
  const what = `${name} ${JSON.stringify(args)}`;
  const given = valueFromJson({ ...server.login, ...args }) as Dict;
  const task = (check: boolean) => runTask(name, given, moduleContext({ session, check }));
  const runs = [
    await task(true),
    await task(false),
    ...(isRepeatable(args, says) ? [await task(false)] : []),
  ];
  if (says instanceof RegExp) {
    expect(runs[1]!.get('failed'), what).to.equal(true);
    expect(runs[1]!.get('msg'), what).to.match(says);
    return;
  }
  for (const run of runs)
    expect(run.get('msg') ?? '', what).not.to.match(run.get('failed') === true ? /^/ : /^\0/);
  expect(
    runs.map((run) => run.get('changed')),
    what,
  ).to.deep.equal([says, says, false].slice(0, runs.length));
  if (then) {
    const answer = server.ask(then[0], then[2]);
    if (then[1] instanceof RegExp) expect(answer, what).to.match(then[1]);
    else expect(answer, what).to.equal(then[1]);
  }
}

const isRepeatable = ({ state }: Args, says: boolean | RegExp): boolean =>
  says === true && !['dump', 'import', 'restore'].includes(String(state));

/** Clients that note the words they are called with, and then are the real ones. */
function recorders(root: string, words: string): string {
  const directory = join(root, 'bin');
  mkdirSync(directory, { recursive: true });
  for (const name of ['mariadb', 'mariadb-dump', 'psql', 'pg_dump', 'pg_restore']) {
    const real = [`/usr/bin/${name}`].find(existsSync);
    if (real === undefined) continue;
    writeFileSync(
      join(directory, name),
      `#!/bin/sh\nprintf '%s\\n' "$@" >>"\${WORDS:-${words}}"\nexec ${real} "$@"\n`,
    );
    chmodSync(join(directory, name), 0o755);
  }
  return directory;
}

// the details are the controller's: one shell is enough for them
function mysqlSteps(root: string, isAll: boolean): readonly Step[] {
  const dump = join(root, 'shop.sql.gz');
  const user = { name: 'u' };
  const grants = (pattern: RegExp): readonly [string, RegExp] => ["SHOW GRANTS FOR 'u'@'localhost'", pattern];
  const details: readonly Step[] = [
    ['mysql_variables', { variable: 'sync_binlog' }, false],
    ['mysql_variables', { variable: 'sync_binlog', value: '7' }, true, ['SELECT @@sync_binlog', '7']],
    ['mysql_variables', { variable: 'sync_binlog', value: '0' }, true],
    ['mysql_variables', { variable: 'no_such', value: '1' }, /Variable not available/],
    ['mysql_user', { ...user, password: other, update_password: 'on_create' }, false],
    ['mysql_user', { ...user, password: other }, true],
    ['mysql_user', { ...user, priv: 'shop.*:ALL' }, true, grants(/GRANT ALL PRIVILEGES ON `shop`/)],
    ['mysql_user', { ...user, priv: 'shop.*:SELECT,insert' }, true, grants(/GRANT SELECT, INSERT ON `shop`/)],
    [
      'mysql_user',
      { ...user, priv: 'other.*:SELECT', append_privs: true },
      true,
      grants(/`shop`.*`other`|`other`.*`shop`/s),
    ],
    [
      'mysql_user',
      { ...user, priv: 'shop.*:INSERT', subtract_privs: true },
      true,
      grants(/GRANT SELECT ON `shop`/),
    ],
    [
      'mysql_user',
      { ...user, priv: { 'shop.*': 'SELECT,GRANT', '*.*': 'PROCESS' } },
      true,
      grants(/ON `shop`.*WITH GRANT OPTION/),
    ],
    ['mysql_user', { ...user, priv: '*.*:ALL,GRANT' }, true],
    ['mysql_user', { ...user, priv: '*.*:REPLICATION SLAVE,REPLICATION CLIENT' }, true],
    ['mysql_user', { ...user, priv: '*.*:USAGE' }, true],
    ['mysql_user', { ...user, priv: 'shop.*:SELECT; DROP DATABASE shop' }, /is not a privilege/],
    ['mysql_user', { ...user, priv: 'shop.*:NONSENSE' }, /^ERROR 1064/],
    ['mysql_user', { ...user, tls_requires: { SSL: null } }, true],
    ['mysql_user', { ...user, tls_requires: { subject: "/CN=it's", issuer: '/CN=b' } }, true],
    ['mysql_user', { ...user }, true],
    ['mysql_user', { ...user, resource_limits: { MAX_USER_CONNECTIONS: 5 } }, true],
    ['mysql_user', { ...user, host: '%', password: other, update_password: 'on_new_username' }, true],
    ['mysql_user', { name: 's', plugin: 'unix_socket' }, true],
    ['mysql_user', { name: 's', login_user: 'u', login_password: password }, /Access denied for user 'u'/],
    [
      'mysql_user',
      { name: 's', login_user: 'u', login_password: other },
      /cannot ask|command denied|Access denied/,
    ],
    ['mysql_user', { name: 's', state: 'absent' }, true],
  ];
  return [
    ['mysql_db', { name: 'sh`op\'"' }, true],
    ['mysql_db', { name: 'sh`op\'"', state: 'absent' }, true],
    [
      'mysql_db',
      { name: 'shop', encoding: 'utf8mb4', collation: 'utf8mb4_bin' },
      true,
      ['SELECT @@collation_database', 'utf8mb4_bin', 'shop'],
    ],
    ['mysql_db', { name: ['shop', 'a', 'b'] }, true],
    ['mysql_db', { name: 'a,b', state: 'absent' }, true],
    ['mysql_db', { name: 'all' }, /not allowed to equal 'all'/],
    [
      'mysql_db',
      { name: 'nope', state: 'dump', target: dump },
      /Cannot dump database\(s\) 'nope' - not found/,
    ],
    ['mysql_user', { ...user, password }, true],
    ...(isAll ? details : []),
    ['mysql_db', { name: 'shop', state: 'dump', target: dump }, true],
    ['mysql_db', { name: 'shop2', state: 'import', target: dump }, true],
    ['mysql_db', { name: ['shop', 'shop2'], state: 'absent' }, true],

    [
      'mysql_user',
      { name: 'u', host_all: true, state: 'absent' },
      true,
      ["SELECT count(*) FROM mysql.user WHERE user = 'u'", '0'],
    ],
  ];
}

function postgresSteps(root: string, isAll: boolean): readonly Step[] {
  const dump = join(root, 'shop.pg.gz');
  const user = { name: 'u' };
  const privs = { db: 'shop', roles: 'u' };
  const table =
    "CREATE TABLE t (a int); CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'; SELECT 1";
  // what a role may do with the database, and with the table
  const access = (role: string): string =>
    `SELECT (SELECT substring(datacl::text FROM '${role}=([a-zA-Z]*)') FROM pg_database WHERE datname = 'shop') || ' ' || (SELECT substring(relacl::text FROM '${role}=([a-zA-Z]*)') FROM pg_class WHERE relname = 't')`;
  const moreDatabases: readonly Step[] = [
    ['postgresql_db', { name: 'shop', encoding: 'LATIN1' }, /Changing database encoding is not supported/],
    [
      'postgresql_db',
      { name: 'shop', owner: 'postgres', conn_limit: '7' },
      true,
      ["SELECT datconnlimit FROM pg_database WHERE datname = 'shop'", '7'],
    ],
    ['postgresql_db', { name: 'a;"b' }, true],
    ['postgresql_db', { name: 'a;"b', state: 'rename', target: 'c' }, true],
    ['postgresql_db', { name: 'c', state: 'absent', force: true }, true],
  ];
  const moreRoles: readonly Step[] = [
    ['postgresql_user', { ...user, role_attr_flags: 'NONSENSE' }, /Invalid role_attr_flags/],
    ['postgresql_user', { ...user, expires: '2030-01-01 00:00:00+00', conn_limit: 5, comment: "it's" }, true],
    ['postgresql_user', { ...user, password: '' }, true],
    [
      'postgresql_user',
      { name: 'm', password: other, connect_params: { options: '-c password_encryption=md5' } },
      true,
    ],
  ];
  const details: readonly Step[] = [
    [
      'postgresql_user',
      { name: 'p', db: 'shop', priv: 'connect,TEMP/t:SELECT,INSERT' },
      true,
      [access('p'), 'Tc ar', 'shop'],
    ],
    ['postgresql_user', { name: 'p', db: 'shop', priv: 'CONNECT/public.t:SELECT' }, false],
    ['postgresql_user', { name: 'p', db: 'shop', priv: 'ALL/t:UPDATE', groups: ['m', ' u '] }, true],
    ['postgresql_user', { name: 'PUBLIC', db: 'shop', priv: 't:SELECT' }, true],
    ['postgresql_user', { name: 'PUBLIC', password: other }, /^cannot change the password/],
    ['postgresql_user', { name: 'p', priv: 'CONNECT' }, /^privileges require a database/],
    [
      'postgresql_user',
      { name: 'p', db: 'shop', priv: 'CONNECT,SELECT' },
      /^Invalid privs .*database: SELECT$/,
    ],
    [
      'postgresql_user',
      { name: 'p', db: 'shop', priv: 'nope:SELECT', conn_limit: 9 },
      /"public.nope" does not exist/,
    ],
    ['postgresql_user', { name: 'p', db: 'shop', state: 'absent' }, /^Unable to remove user/],
    ['postgresql_user', { name: 'p', db: 'shop', state: 'absent', priv: 'ALL/t:ALL' }, true],
    ['postgresql_privs', { ...privs, objs: 't', privs: 'INSERT', state: 'absent' }, true],
    ['postgresql_privs', { ...privs, objs: 'ALL_IN_SCHEMA', privs: 'ALL', grant_option: true }, true],
    ['postgresql_privs', { ...privs, objs: 't', privs: 'ALL', grant_option: false }, true],
    ['postgresql_privs', { ...privs, type: 'database', privs: 'CONNECT,CREATE' }, true],
    ['postgresql_privs', { ...privs, type: 'function', objs: 'f(int:text)', privs: 'EXECUTE' }, true],
    [
      'postgresql_privs',
      { ...privs, type: 'function', objs: 'f(int); DROP TABLE t; --(', privs: 'EXECUTE' },
      /Illegal function/,
    ],
    ['postgresql_privs', { ...privs, type: 'group', objs: 'm' }, true],
    ['postgresql_privs', { ...privs, type: 'default_privs', objs: 'TABLES', privs: 'SELECT' }, true],
    [
      'postgresql_privs',
      { ...privs, type: 'default_privs', objs: 'TABLES', privs: 'SELECT', state: 'absent' },
      true,
    ],
    [
      'postgresql_privs',
      { ...privs, roles: 'nobody', objs: 't', privs: 'SELECT' },
      /Role 'nobody' does not exist/,
    ],
    [
      'postgresql_privs',
      { ...privs, roles: 'nobody', objs: 't', privs: 'SELECT', fail_on_role: false },
      false,
    ],
    [
      'postgresql_privs',
      { ...privs, objs: 'none', privs: 'SELECT' },
      /relation "public.none" does not exist/,
    ],
    ['postgresql_user', { name: 'u', state: 'absent' }, /Unable to remove user/],
    ['postgresql_user', { name: 'x', login_user: 'nobody' }, /role "nobody" does not exist/],
  ];
  return [
    ['postgresql_user', { name: 'o\\"d"\'d' }, true],
    ['postgresql_user', { name: 'o\\"d"\'d', state: 'absent' }, true],
    ['postgresql_user', { ...user, password }, true],
    ['postgresql_user', { ...user, password: other, role_attr_flags: 'CREATEDB,nosuperuser' }, true],
    ...(isAll ? moreRoles : []),
    ['postgresql_db', { name: 'shop', owner: 'u', encoding: 'UTF-8', template: 'template0' }, true],
    ...(isAll ? moreDatabases : []),
    ['postgresql_db', { name: 'shop' }, false, [table, '1', 'shop']],
    [
      'postgresql_privs',
      { ...privs, objs: 't', privs: 'SELECT,insert' },
      true,
      ["SELECT relacl FROM pg_class WHERE relname = 't'", /u=ar\/postgres/, 'shop'],
    ],
    ...(isAll ? details : []),
    ['postgresql_db', { name: 'shop', state: 'dump', target: dump }, true],
    ['postgresql_db', { name: 'shop2' }, true],
    [
      'postgresql_db',
      { name: 'shop2', state: 'restore', target: dump },
      true,
      ['SELECT count(*) FROM t', '0', 'shop2'],
    ],
    ['postgresql_db', { name: 'shop', state: 'dump', target: `${dump}.dir` }, true],
    ['postgresql_db', { name: 'shop2', state: 'absent' }, true],
    ['postgresql_db', { name: 'shop', state: 'absent' }, true],
    ['postgresql_user', { name: 'u', state: 'absent' }, true],
    ...(isAll ? [['postgresql_user', { name: 'm', state: 'absent' }, true] as const] : []),
  ];
}
