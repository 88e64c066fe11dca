import type { HostKeyQuestion } from '../connect/ssh/host-key-question.js';
import { sanitize } from '../report/index.js';
import { askLine } from './ask.js';
import { withTerminal } from './terminal-turn.js';

/** Asks as ssh does whether an unknown key is the host's; the fingerprint itself is a yes, too. */
export const askHostKey = (question: HostKeyQuestion, signal: AbortSignal): Promise<boolean> =>
  withTerminal(async () => {
    if (signal.aborted) return false;
    const ask = (text: string): Promise<string | undefined> => askLine({ text, secret: false, signal });
    process.stderr.write(introduction(question));
    const text = 'Are you sure you want to continue connecting (yes/no/[fingerprint])? ';
    let answer = (await ask(text))?.trim();
    while (answer !== undefined && !isAnswer(answer, question))
      answer = (await ask("Please type 'yes', 'no' or the fingerprint: "))?.trim();
    const yes = answer !== undefined && !isNo(answer);
    const { host, type, file } = question;
    if (yes && file !== undefined)
      process.stderr.write(`${file}: '${host}' (${shortType(type)}) is a known host from now on.\n`);
    return yes;
  });

const isNo = (answer: string): boolean => /^no$/i.test(answer);
const isAnswer = (answer: string, { fingerprint }: HostKeyQuestion): boolean =>
  isNo(answer) || /^yes$/i.test(answer) || answer === fingerprint;

function introduction({ host, type, fingerprint, otherNames }: HostKeyQuestion): string {
  const lines = [
    `The authenticity of host '${host}' can't be established.`,
    `${shortType(type)} key fingerprint is ${fingerprint}.`,
    otherNames.length === 0 ? 'The key is known by no other name.' : 'The key is known by other names:',
    ...otherNames.map((name) => `    ${name}`),
  ];
  return lines.map((line) => `${sanitize(line)}\n`).join('');
}

/** `ED25519`, as ssh and ssh-keygen call `ssh-ed25519`. */
const shortType = (type: string): string =>
  type
    .replace(/^ssh-/, '')
    .replace(/^ecdsa-.*/, 'ecdsa')
    .toUpperCase();
