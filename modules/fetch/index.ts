import { defineModule, failure, type Result } from '../../lib/module/index.js';
import { bool, raw, text } from '../../lib/schema/index.js';
import { fetchFile } from './fetch-file.js';

export const module = defineModule({
  name: 'fetch',
  summary: 'Copies a file of the host to the controller',
  examples: `
- name: The key of every host, in keys/HOST/etc/ssh/…
  fetch:
    src: /etc/ssh/ssh_host_ed25519_key.pub
    dest: keys`,
  args: {
    src: raw({ doc: 'The file on the host (required)' }),
    dest: text({ doc: 'Directory on the controller; the file goes to dest/HOST/src (required)' }),
    flat: bool({ doc: 'dest is the file itself (or its directory, with a trailing slash)', fallback: false }),
    fail_on_missing: bool({ doc: 'Is it a failure when there is no such file?', fallback: true }),
    validate_checksum: bool({ doc: 'Compare the checksums of both sides', fallback: true }),
  },
  returns: {
    dest: text({ doc: 'The file on the controller' }),
    checksum: text({ doc: 'sha1 of the file' }),
    remote_checksum: text({ doc: 'sha1 at the host' }),
    md5sum: text({ doc: 'md5 of the file, when it has no more than 10 MB' }),
    file: text({ doc: 'The file on the host' }),
  },
  run(args, ctx): Result | Promise<Result> {
    const { src, dest } = args;
    if (src !== undefined && typeof src !== 'string')
      return failure('Invalid type supplied for source option, it must be a string');
    if (src === undefined || dest === undefined) return failure('src and dest are required');
    return fetchFile({ ...args, src, dest }, ctx);
  },
});
