import {
  defineModule,
  editFile,
  type Edited,
  failure,
  fileArgs,
  makeResult,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, commandLine, path, text } from '../../lib/schema/index.js';
import { ensureBlock } from './ensure-block.js';
import { keptBlock } from './kept-block.js';

export const module = defineModule({
  name: 'blockinfile',
  summary: 'Keeps a block of lines between two marker lines of a text file',
  examples: `
- name: Names of the nodes
  blockinfile:
    path: /etc/hosts
    marker: '# {mark} nodes'
    block: |
      10.0.0.1 node1
      10.0.0.2 node2`,
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest', 'destfile', 'name'] }),
    state: choice(['absent', 'present'], { doc: 'Should the block be there?', fallback: 'present' }),
    block: text({ doc: 'The lines; empty is the same as state=absent', fallback: '', aliases: ['content'] }),
    marker: text({
      doc: 'The marker lines; {mark} becomes marker_begin or marker_end',
      fallback: '# {mark} ANSIBLE MANAGED BLOCK',
    }),
    marker_begin: text({ doc: 'Word of the first marker', fallback: 'BEGIN' }),
    marker_end: text({ doc: 'Word of the last marker', fallback: 'END' }),
    insertafter: text({ doc: 'EOF or a pattern: where a new block goes (after the last match)' }),
    insertbefore: text({ doc: 'BOF or a pattern: where a new block goes (before the last match)' }),
    create: bool({ doc: 'Make the file when it is not there', fallback: false }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    append_newline: bool({ doc: 'An empty line after the block', fallback: false }),
    prepend_newline: bool({ doc: 'An empty line before the block', fallback: false }),
    validate: commandLine(
      text({ doc: 'Command that checks the new content before it is used; %s is the file' }),
    ),
    ...fileArgs,
  },
  rules: [{ kind: 'mutually_exclusive', names: ['insertbefore', 'insertafter'] }],
  returns: { msg: text({ doc: 'What was done' }) },
  run(args, ctx): Promise<Result> {
    const isPresent = args.state === 'present' && args.block !== '';
    const whenAbsent = (file: string): Result =>
      args.create
        ? makeResult({ changed: false, msg: `File ${file} not present` })
        : failure(`Path ${file} does not exist !`, { rc: 257 });
    const edit = (before: string, isNew: boolean): Edited => {
      const edited = ensureBlock(before, { ...args, block: isPresent ? args.block : '' });
      return isNew ? { ...edited, msg: 'File created' } : edited;
    };
    const kept = isPresent ? keptBlock(args) : undefined;
    return editFile(
      { ...args, create: args.create && args.state === 'present', whenAbsent, edit, kept },
      ctx,
    );
  },
});
