import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks on the terminal; a secret answer is not shown. */
export async function askOnTerminal(question: {
  readonly text: string;
  readonly secret: boolean;
}): Promise<string> {
  if (!question.secret) {
    const plain = createInterface({ input: process.stdin, output: process.stderr });
    return plain.question(question.text).finally(() => plain.close());
  }
  process.stderr.write(question.text);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const hidden = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return hidden.question('').finally(() => {
    hidden.close();
    process.stderr.write('\n');
  });
}
