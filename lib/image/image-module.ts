import { fileURLToPath } from 'node:url';
import type { Dict, Value } from '../core/value.js';
import { defineModule, makeResult, resultOf, type Module, type Result } from '../module/index.js';
import { textOf } from '../remote/bytes.js';
import type { Reply } from '../remote/call.js';
import { choice, int, list, path, raw, text } from '../schema/index.js';
import { IMAGES_DIR } from './image-place.js';
import { imageScriptText } from './image-script.js';
import { readGenerations, type Generation } from './list-generations.js';
import { makingParams, makingText, stepText, who } from './one-trip.js';

const returns = {
  current: int({ doc: 'The generation that nodes boot' }),
  before: int({ doc: 'The one they booted before' }),
  generations: list(raw({}), { doc: 'number, from, kernel, created, made_by, current of each' }),
  unfinished: list(int({}), { doc: 'Those that were started and never finished' }),
  removed: list(int({}), { doc: 'What gc removed' }),
  kept: list(text({}), { doc: 'What gc did not remove although it is old, and why' }),
};

/** `image`: generations of golden images as tasks; `tsplay image` does the same from the command line. */
export const imageModule: Module = defineModule({
  name: 'image',
  collection: 'tsplay',
  summary: 'Makes, publishes, switches back, removes and lists generations of a golden image',
  notes: [
    'For the host that has the images, as root. Nodes that run keep their generation until they reboot.',
    'present makes a generation of the base when the base has changed. rollback switches every time: back and forth.',
  ],
  examples: `
- name: Nodes boot what is newest
  image:
    name: compute
    state: published
- name: Not more than three generations
  image:
    name: compute
    state: gc
    keep: 3`,
  args: {
    name: text({ doc: 'Name of the image', required: true }),
    state: choice(['gc', 'info', 'present', 'published', 'rollback'], {
      doc: 'info only looks',
      fallback: 'info',
    }),
    generation: text({ doc: 'With published: a number, newest or previous', fallback: 'newest' }),
    keep: int({ doc: 'With gc: so many of the newest stay', fallback: 3 }),
    only: list(int({}), { doc: 'With gc: just these' }),
    in_use: list(int({}), { doc: 'With gc: generations that nodes are known to run' }),
    images: path({ doc: 'Directory of all images', fallback: IMAGES_DIR }),
    kernel: text({ doc: 'With present: version of the kernel; by default the newest that the image has' }),
    authorized_keys: list(text({}), { doc: 'With present: keys that may log in; the gate refuses others' }),
    allowed: list(text({}), { doc: "With present: paths below the image's root that the gate lets through" }),
  },
  returns,
  script: { file: fileURLToPath(new URL('./shell/image.sh', import.meta.url)), text: imageText },
  prepare: (args) => ({
    dir: `${args.images}/${args.name}`,
    image: args.name,
    build: true,
    publish: false,
    made: 'image',
    who: who(),
    only: (args.only ?? []).join(' '),
    declared: (args.in_use ?? []).join(' '),
    ...makingParams(args),
  }),
  finish: imageResult,
});

function imageText(): string {
  return [
    makingText(),
    stepText('make_generation', 'make'),
    stepText('collect_old', 'collect'),
    stepText('list_all', 'list'),
    imageScriptText('image'),
  ].join('\n');
}

function imageResult(reply: Reply): Result {
  const data = reply.frames.flatMap((frame) =>
    frame.kind === 'data' ? [[frame.key, textOf(frame.value)] as const] : [],
  );
  const plain = resultOf(
    { ...reply, frames: reply.frames.filter((frame) => frame.kind !== 'data') },
    returns,
  );
  const values = (key: string): string[] => data.filter(([each]) => each === key).map(([, value]) => value);
  const known = readGenerations(data);
  const before = values('before').at(-1) ?? '';
  return makeResult({
    ...Object.fromEntries(plain),
    current: known.current ?? null,
    before: before === '' ? undefined : Number(before),
    generations: known.generations.map(generationDict),
    unfinished: [...known.unfinished],
    removed: values('removed').map(Number),
    kept: values('kept'),
  });
}

const generationDict = (generation: Generation): Dict =>
  new Map<Value, Value>([
    ['number', generation.number],
    ['from', generation.from],
    ['kernel', generation.kernel],
    ['created', generation.created],
    ['made_by', generation.madeBy],
    ['current', generation.current],
  ]);
