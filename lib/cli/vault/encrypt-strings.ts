import { readFileSync } from 'node:fs';
import { TsplayError } from '../../core/problem.js';
import { encrypt, type VaultSecret } from '../../vault/index.js';
import { askOnTerminal } from '../ask.js';

export interface StringFlags {
  readonly name: readonly string[];
  readonly stdinName?: string;
  readonly prompt?: boolean;
  readonly showInput?: boolean;
}

interface Plain {
  readonly text: string;
  readonly name: string | undefined;
  readonly from: string;
}

/** The texts to encrypt: typed, from standard input, and from the command line, in that order. */
export async function plainStrings(texts: readonly string[], flags: StringFlags): Promise<Plain[]> {
  const found: Plain[] = [];
  if (flags.prompt) {
    const name =
      flags.name[0] ?? (await askOnTerminal({ text: 'Variable name (enter for no name): ', secret: false }));
    const text = await askOnTerminal({ text: 'String to encrypt: ', secret: !flags.showInput });
    found.push({ text, name: name || undefined, from: 'the interactive prompt' });
  }
  if (texts.includes('-') || flags.stdinName !== undefined || (texts.length === 0 && !flags.prompt))
    found.push({ text: readFileSync(0, 'utf8'), name: flags.stdinName, from: 'stdin' });
  const given = texts.filter((text) => text !== '-');
  found.push(...given.map((text, i) => ({ text, name: flags.name[i], from: 'the command line args' })));
  const empty = found.find(({ text }) => text === '');
  if (!empty) return found;
  const message =
    empty.from === 'stdin'
      ? 'stdin was empty, not encrypting'
      : `The plaintext provided from ${empty.from} was empty, not encrypting`;
  throw new TsplayError({ code: 'empty-text', message });
}

/** `name: !vault |` and the encrypted lines, as they stand in a file of variables. */
export function encryptedVariable({ text, name }: Plain, secret: VaultSecret): string {
  const lines = encrypt(text, secret).trimEnd().split('\n');
  const indented = lines.map((line) => `          ${line}`).join('\n');
  return `${name === undefined ? '' : `${name}: `}!vault |\n${indented}`;
}

/** Which of several texts one is. */
export function remarkOn({ name, from }: Plain, number: number): string {
  const variable = name === undefined ? '' : `variable ("${name}", `;
  return `# The encrypted version of ${variable}the string #${number} from ${from}${variable ? ')' : ''}.\n`;
}
