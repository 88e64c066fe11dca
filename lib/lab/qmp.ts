import { connect } from 'node:net';

/** Gives one command to QEMU's monitor socket; the answer's `return` value. */
export function qmp(socketFile: string, command: string, timeoutMs = 5000): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketFile);
    let text = '';
    const send = (execute: string): void =>
      void socket.write(`${JSON.stringify({ execute, id: execute })}\n`);
    const end = (error?: Error, value?: unknown): void => {
      socket.destroy();
      if (error) reject(error);
      else resolve(value);
    };
    socket.setTimeout(timeoutMs, () => end(new Error(`${command}: no answer from the virtual machine`)));
    socket.on('error', (error) => end(error));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (let cut = text.indexOf('\n'); cut >= 0; cut = text.indexOf('\n')) {
        const answer = JSON.parse(text.slice(0, cut)) as Record<string, unknown>;
        text = text.slice(cut + 1);
        if ('QMP' in answer) send('qmp_capabilities');
        else if (answer['id'] === 'qmp_capabilities') send(command);
        else if (answer['id'] === command) end(errorOf(answer), answer['return']);
      }
    });
  });
}

const errorOf = (answer: Record<string, unknown>): Error | undefined =>
  'error' in answer ? new Error(JSON.stringify(answer['error'])) : undefined;
