import { defineModule, failure, fileArgs, fileReturns, type Result } from '../../lib/module/index.js';
import { bool, commandLine, mode, modeOrPreserve, path, raw, text } from '../../lib/schema/index.js';
import { copyContent } from './copy-content.js';
import { copyLocal } from './copy-local.js';
import { copyOnHost } from './copy-on-host.js';

const copyArgs = {
  src: path({
    doc: 'File or directory of the controller (of the host with remote_src); a directory with a trailing slash means its content',
  }),
  content: raw({ doc: 'The content itself; dicts and lists are written as JSON' }),
  dest: path({
    doc: 'Where to on the host; a trailing slash means a directory',
    required: true,
    missing: 'dest is required',
  }),
  backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
  force: bool({ doc: 'Replace a file that is different', fallback: true, aliases: ['thirsty'] }),
  remote_src: bool({ doc: 'src is on the host', fallback: false }),
  validate: commandLine(
    text({ doc: 'Command that checks the new content before it is used; %s is the file' }),
  ),
  checksum: text({ doc: 'sha1 that src must have' }),
  follow: bool({ doc: 'Write to what a link at dest points to', fallback: false }),
  local_follow: bool({ doc: 'Copy what links in src point to', fallback: true }),
  decrypt: bool({ doc: 'Decrypt src when it is vaulted', fallback: true }),
  directory_mode: mode({ doc: 'Mode of directories that are made' }),
  ...fileArgs,
  mode: modeOrPreserve({ doc: "Permissions, octal ('0644') or symbolic, or 'preserve' for those of src" }),
};

export const module = defineModule({
  name: 'copy',
  summary: 'Copies files to hosts',
  examples: `
- name: A file of the controller, checked before it takes its place
  copy:
    src: sudoers
    dest: /etc/sudoers.d/deploy
    mode: '0440'
    validate: visudo -cf %s

- name: Text
  copy:
    content: "made by tsplay\\n"
    dest: /etc/motd`,
  args: copyArgs,
  rules: [
    { kind: 'mutually_exclusive', names: ['src', 'content'], says: 'src and content are mutually exclusive' },
  ],
  untold: ['content'],
  returns: {
    ...fileReturns,
    src: text({ doc: 'What was copied' }),
    checksum: text({ doc: 'sha1 of the file' }),
    md5sum: text({ doc: 'md5 of the file, when it was copied' }),
    backup_file: text({ doc: 'The old file' }),
  },
  async run(args, ctx): Promise<Result> {
    if (args.content !== undefined && args.dest.endsWith('/'))
      return failure('can not use content with a dir as dest');
    if (args.content !== undefined) return await copyContent(args, args.content, ctx);
    if (args.src === undefined || args.src === '') return failure('src (or content) is required');
    if (args.remote_src) return await copyOnHost({ ...args, src: args.src }, ctx);
    return await copyLocal({ ...args, src: args.src }, ctx);
  },
});
