import {
  bytesOfData,
  defineModule,
  failure,
  failedResult,
  makeResult,
  scriptBeside,
} from '../../lib/module/index.js';
import { path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'slurp',
  summary: 'Reads a file of the host, as base64',
  examples: `
- name: A file of the host
  slurp:
    src: /etc/hostname
  register: name

- name: Its text
  debug:
    msg: '{{ name.content | b64decode }}'`,
  args: { src: path({ doc: 'The file', required: true, aliases: ['path'] }) },
  returns: {
    content: text({ doc: 'The bytes in base64' }),
    encoding: text({ doc: 'base64' }),
    source: text({ doc: 'The file' }),
  },
  script: scriptBeside(import.meta.url, 'slurp.sh'),
  finish(reply, args) {
    const failed = failedResult(reply);
    if (failed) return failed;
    const content = bytesOfData(reply, 'content') ?? new Uint8Array();
    const cut = reply.frames.some((frame) => frame.kind === 'data' && frame.omitted);
    if (cut) return failure(`${args.src} is too large for slurp; use fetch`);
    return makeResult({
      changed: false,
      content: Buffer.from(content).toString('base64'),
      encoding: 'base64',
      source: args.src,
    });
  },
});
