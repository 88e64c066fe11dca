import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A database server of a test's own, on a socket in a directory. */
export interface DatabaseServer {
  /** What a module is told to log in with. */
  readonly login: Readonly<Record<string, string>>;
  /** What a query prints, row by row. */
  readonly ask: (query: string, database?: string) => string;
  readonly stop: () => Promise<void>;
}

/** MariaDB below a directory; its root logs in by the socket, without a password. */
export async function startMariadb(directory: string): Promise<DatabaseServer> {
  const data = join(directory, 'data');
  const socket = join(directory, 'socket');
  run('mariadb-install-db', [
    '--no-defaults',
    '--user=root',
    `--datadir=${data}`,
    '--skip-test-db',
    '--skip-name-resolve',
  ]);
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      '--user=root',
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      `--pid-file=${join(directory, 'pid')}`,
    ],
    { stdio: 'ignore' },
  );
  const ask = (query: string, database = 'mysql'): string =>
    run('mariadb', ['--no-defaults', '-S', socket, '-N', '-e', query, database]);
  await untilItAnswers(ask);
  return { login: { login_unix_socket: socket }, ask, stop: () => stop(server, 'SIGTERM') };
}

/** PostgreSQL below a directory, as the user `postgres`; everybody is who they say they are. */
export async function startPostgres(directory: string): Promise<DatabaseServer> {
  const home = join(directory, 'postgres');
  const uid = Number(run('id', ['-u', 'postgres']));
  const gid = Number(run('id', ['-g', 'postgres']));
  chmodSync(directory, 0o755);
  mkdirSync(home);
  chownSync(home, uid, gid);
  const bin = run('sh', ['-c', 'printf "%s\\n" /usr/lib/postgresql/*/bin | sort -V | tail -n 1']);
  const data = join(home, 'data');
  const as = { uid, gid, cwd: home } as const;
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C.UTF-8'],
    { ...as, stdio: 'pipe' },
  );
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', home, '-c', 'listen_addresses=', '-F'], {
    ...as,
    stdio: 'ignore',
  });
  const ask = (query: string, database = 'postgres'): string =>
    run('psql', ['-X', '-q', '-A', '-t', '-h', home, '-U', 'postgres', '-c', query, database]);
  await untilItAnswers(ask);
  // a fast shutdown: those who are still connected are let go
  return { login: { login_unix_socket: home }, ask, stop: () => stop(server, 'SIGINT') };
}

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

async function untilItAnswers(ask: (query: string) => string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      ask('SELECT 1');
      return;
    } catch (cause) {
      if (tries > 150) throw cause;
      await sleep(100);
    }
  }
}

async function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}
