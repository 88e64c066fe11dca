import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Bytes that we have sent and the other end's kernel has not confirmed, as far as this system tells. On a slow
 * line they shrink although no answer comes.
 */
export function waitingBytes(stream: Duplex): number {
  const inNode = stream.writableLength;
  if (!(stream instanceof Socket) || stream.localPort === undefined || stream.remotePort === undefined)
    return inNode;
  const ports = [stream.localPort, stream.remotePort].map(
    (port) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return inNode + ['/proc/net/tcp', '/proc/net/tcp6'].reduce((sum, table) => sum + queueIn(table, ports), 0);
}

/** `sl local_address rem_address st tx_queue:rx_queue …`, all in hexadecimal. */
function queueIn(table: string, [local, remote]: readonly string[]): number {
  let text: string;
  try {
    text = readFileSync(table, 'latin1');
  } catch {
    return 0;
  }
  const row = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((words) => words[1]?.endsWith(local!) && words[2]?.endsWith(remote!));
  return row ? Number.parseInt(row[4]!.split(':')[0]!, 16) : 0;
}
