import { fileURLToPath } from 'node:url';
import { defineModule, resultOf, type Module } from '../module/index.js';
import { bool, list, path, text } from '../schema/index.js';
import { IMAGES_DIR } from './image-place.js';
import { makingParams, makingText, who } from './one-trip.js';
import { imageScriptText } from './image-script.js';

const returns = { generation: text({ doc: 'Number of the generation' }) };

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
  returns,
  script: {
    file: fileURLToPath(new URL('./shell/make.sh', import.meta.url)),
    text: () => `${makingText()}\n${imageScriptText('make')}`,
  },
  prepare: (args, ctx) => ({
    dir: `${args.images}/${args.name}`,
    image: args.name,
    build: args.build && ctx.phase === 'dev',
    publish: args.publish,
    who: who(),
    made: 'golden_image',
    ...makingParams(args),
  }),
  // what the steps tell one another is no result
  finish: (reply) =>
    resultOf(
      {
        ...reply,
        frames: reply.frames.filter((frame) => frame.kind !== 'data' || frame.key === 'generation'),
      },
      returns,
    ),
});
