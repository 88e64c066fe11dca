import { hostname, userInfo } from 'node:os';
import type { Param } from '../remote/call.js';
import { quote, quoteAll } from '../remote/quote.js';
import { imageScriptText } from './image-script.js';
import { insideArgv } from './inside-argv.js';

/** A step of a bake as a shell function: the same text that a bake sends. */
export const stepText = (name: string, script: string): string =>
  `${name}() {\n${imageScriptText(script)}\n}`;

/** What `make.sh` needs before it: all steps from a base to a published generation, for one trip. */
export const makingText = (): string =>
  [
    ...['common', 'exports', 'lock', 'manifest', 'fingerprint'].map(imageScriptText),
    stepText('prepare', 'prepare'),
    stepText('gate', 'gate'),
    stepText('finish', 'finish'),
    stepText('publish_it', 'publish'),
  ].join('\n');

/** Parameters of `make.sh` that say what a generation is like. */
export const makingParams = (wanted: {
  readonly kernel?: string | undefined;
  readonly authorized_keys?: readonly string[] | undefined;
  readonly allowed?: readonly string[] | undefined;
}): Record<string, Param> => ({
  kernel: wanted.kernel,
  authorized_key: wanted.authorized_keys ?? [],
  allowed: wanted.allowed ?? [],
  secret: [],
  enter_text: enterText(),
  seal_text: sealText(wanted.kernel),
});

/** Who holds the lock, for those who find it locked. */
export const who = (): string =>
  `${userInfo().username}@${hostname()} (process ${process.pid}) since ${new Date().toISOString()},`;

/** The few words of the prelude that these two need where there is no session. */
const WORDS = `set -uf
LC_ALL=C
export LC_ALL
fail() { printf '%s\\n' "$1" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
data() { printf '%s\\n' "$2"; }
progress() { :; }
warn() { printf '%s\\n' "$1" >&2; }
`;

const enterText = (): string =>
  [
    WORDS,
    'root=$1 seal=$2 dir=${1%/*}',
    imageScriptText('common'),
    imageScriptText('enter'),
    `exec ${quoteAll(insideArgv('.', ['/bin/sh', '-c']))} "$seal" seal`,
  ].join('\n');

const sealText = (kernel: string | undefined): string =>
  [WORDS, kernel === undefined ? 'unset kernel' : `kernel=${quote(kernel)}`, imageScriptText('seal')].join(
    '\n',
  );
