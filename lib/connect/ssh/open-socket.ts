import { createConnection, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { ConnectionLost } from '../../remote/connection-lost.js';
import { spawnChannel } from '../local.js';
import type { SshTarget } from './ssh-target.js';

/** The bytes of one ssh connection. */
export interface Pipe {
  readonly stream: Duplex;
  /** Why the way there broke, when it has something to say of its own. */
  complaint(): string | undefined;
  close(): void;
}

/** A TCP connection, within its limit. */
export function openSocket(target: SshTarget): Promise<Pipe> {
  const where = `${target.hostName} port ${target.port}`;
  return new Promise((resolve, reject) => {
    const socket: Socket = createConnection({ host: target.hostName, port: target.port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new ConnectionLost('connect', `no connection to ${where} in ${target.timeouts.connectMs / 1000} s`),
      );
    }, target.timeouts.connectMs);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(
        new ConnectionLost(
          error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? 'name' : 'connect',
          explain(error, target),
        ),
      );
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.setKeepAlive(true, 30_000);
      resolve({ stream: socket, complaint: () => undefined, close: () => socket.destroy() });
    });
  });
}

/** The stdin and stdout of a command of this machine. */
export async function openProxyCommand(command: string): Promise<Pipe> {
  const channel = await spawnChannel(['/bin/sh', '-c', `exec ${command}`]);
  let said = '';
  channel.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-2000)));
  const stream = Duplex.from({ readable: channel.stdout, writable: channel.stdin });
  stream.on('error', () => {});
  return {
    stream,
    complaint: () => `ProxyCommand '${command}'${said.trim() ? `: ${said.trim()}` : ' ended'}`,
    close: () => {
      stream.destroy();
      channel.kill('SIGTERM');
    },
  };
}

function explain(error: NodeJS.ErrnoException, target: SshTarget): string {
  const where = `${target.hostName} port ${target.port}`;
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host named ${target.hostName} (${error.code})`;
    case 'ECONNREFUSED':
      return `${where} refuses connections: no ssh server there`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `there is no way to ${where}`;
    default:
      return `cannot connect to ${where}: ${error.message}`;
  }
}
