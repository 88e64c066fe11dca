import type { RunOptions } from '../run/options.js';
import { askOnTerminal } from './ask.js';
import type { Terminal } from './command-line.js';

/** `--step`: asks before every task whether to run it. */
export const askBeforeTask =
  (terminal: Terminal): NonNullable<RunOptions['step']> =>
  async (task) => {
    const text = `Perform task: TASK: ${task} (N)o/(y)es/(c)ontinue: `;
    const answer = await askOnTerminal({ text, secret: false, shownOn: terminal.stdout });
    terminal.stdout.write(`\n${text} ${'*'.repeat(Math.max(3, 79 - text.length))}\n`);
    return /^(y|yes)$/i.test(answer) ? 'yes' : /^(c|continue)$/i.test(answer) ? 'continue' : 'no';
  };
