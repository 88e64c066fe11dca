import { hostname, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineModule, makeResult, type Module } from '../module/index.js';
import { bool, list, path, text } from '../schema/index.js';
import { IMAGES_DIR } from './image-place.js';
import { quote, quoteAll } from '../remote/quote.js';
import { imageScriptText } from './image-script.js';
import { insideArgv } from './inside-argv.js';

/** `golden_image`: the roles' way to make, export and publish generations; a bake does the same by itself. */
export const goldenImage: Module = defineModule({
  name: 'golden_image',
  collection: 'tsplay',
  summary: 'Makes a generation of the base of a golden image when the base has changed, and publishes it',
  notes: [
    'The base is `<images>/<name>/base/root`; it is copied, never served.',
    'In the production phase nothing is built: the bake does. Exports and boot files are brought up to date.',
  ],
  examples: `- name: Make and publish a generation
  golden_image:
    name: compute
    authorized_keys: ["{{ lookup('file', 'id_ed25519.pub') }}"]`,
  args: {
    name: text({ doc: 'Name of the image', required: true }),
    images: path({ doc: 'Directory of all images', fallback: IMAGES_DIR }),
    authorized_keys: list(text({ doc: 'A public key' }), {
      doc: 'Keys that may log in; the gate refuses any other',
    }),
    allowed: list(text({ doc: 'A shell pattern' }), {
      doc: "Paths below the image's root that the gate lets through",
    }),
    kernel: text({ doc: 'Version of the kernel; by default the newest that the image has' }),
    build: bool({ doc: 'Make a generation when the base has changed', fallback: true }),
    publish: bool({ doc: 'Make it what nodes boot', fallback: true }),
  },
  returns: {
    generation: text({ doc: 'Number of the generation' }),
  },
  script: { file: fileURLToPath(new URL('./shell/make.sh', import.meta.url)), text: makeText },
  prepare: (args, ctx) => ({
    dir: `${args.images}/${args.name}`,
    image: args.name,
    build: args.build && ctx.phase === 'dev',
    publish: args.publish,
    kernel: args.kernel,
    authorized_key: args.authorized_keys ?? [],
    allowed: args.allowed ?? [],
    secret: [],
    who: `${userInfo().username}@${hostname()} (process ${process.pid}) since ${new Date().toISOString()},`,
    made: 'golden_image',
    enter_text: enterText(),
    seal_text: sealText(args.kernel),
  }),
  finish: (reply) => {
    const failed = reply.frames.find((frame) => frame.kind === 'fail');
    const generation = reply.frames.findLast((frame) => frame.kind === 'data' && frame.key === 'generation');
    const changes = reply.frames.flatMap((frame) => (frame.kind === 'change' ? [frame.key] : []));
    return makeResult({
      changed: changes.length > 0,
      ...(failed?.kind === 'fail'
        ? { failed: true, msg: failed.text }
        : reply.exitCode === 0
          ? {}
          : { failed: true, msg: Buffer.from(reply.log).toString('utf8').trim() }),
      generation: generation?.kind === 'data' ? Buffer.from(generation.value).toString('utf8') : '',
      changes,
    });
  },
});

// Each step is the same text that a bake sends, as a function.
function makeText(): string {
  const step = (name: string, script: string): string => `${name}() {\n${imageScriptText(script)}\n}`;
  return [
    ...['common', 'exports', 'manifest', 'fingerprint'].map(imageScriptText),
    step('prepare', 'prepare'),
    step('gate', 'gate'),
    step('finish', 'finish'),
    step('publish_it', 'publish'),
    imageScriptText('make'),
  ].join('\n');
}

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
