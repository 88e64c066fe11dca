import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defineModule,
  expandPaths,
  failure,
  failedResult,
  failureOf,
  fileArgs,
  fileReturns,
  makeResult,
  placeFile,
  pythonPattern,
  resultOf,
  scriptBeside,
  type ModuleContext,
  type PlaceOptions,
  type Result,
} from '../../lib/module/index.js';
import type { Value } from '../../lib/core/value.js';
import { textOf } from '../../lib/remote/bytes.js';
import { wordsIn } from '../../lib/core/read-words.js';
import { bool, commandLine, path, text } from '../../lib/schema/index.js';

const lister = scriptBeside(import.meta.url, 'assemble.sh');
const joiner = scriptBeside(import.meta.url, 'join.sh', 'attributes', 'backup', 'place-file');

export const module = defineModule({
  name: 'assemble',
  summary: 'Makes a file of the fragments in a directory',
  examples: `
- name: One file of many fragments
  ansible.builtin.assemble:
    src: /etc/app/conf.d
    dest: /etc/app/app.conf
    mode: '0644'
`,
  args: {
    src: path({ doc: 'The directory', required: true }),
    dest: path({ doc: 'The file', required: true }),
    remote_src: bool({ doc: 'src is at the host', fallback: true }),
    delimiter: text({ doc: 'What goes between fragments' }),
    regexp: text({ doc: 'Only fragments whose name matches' }),
    ignore_hidden: bool({ doc: 'Not those whose name starts with a dot', fallback: false }),
    backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
    validate: commandLine(
      text({ doc: 'Command that checks the new content before it is used; %s is the file' }),
    ),
    decrypt: bool({ doc: 'Decrypt fragments of the controller that are vaulted', fallback: true }),
    ...fileArgs,
  },
  returns: {
    ...fileReturns,
    src: text({ doc: 'The directory' }),
    checksum: text({ doc: 'sha1 of the file' }),
  },
  async run(args, ctx): Promise<Result> {
    if (args.validate !== undefined && !args.validate.includes('%s'))
      return failure(`validate must contain %s: ${args.validate}`);
    return args.remote_src ? await joinThere(args, ctx) : await joinHere(args, ctx);
  },
});

interface Assembly extends PlaceOptions {
  readonly src: string;
  readonly dest: string;
  readonly delimiter: string | undefined;
  readonly regexp: string | undefined;
  readonly ignore_hidden: boolean;
  readonly decrypt: boolean;
}

// two trips: which names there are, and the joining (Python's patterns are ours to match)
async function joinThere(assembly: Assembly, ctx: ModuleContext): Promise<Result> {
  const expand = (names: readonly ('src' | 'dest')[]): string =>
    names.map((name) => expandPaths({ [name]: path({}) }, { [name]: assembly[name] })).join('');
  const listed = await ctx.call(expand(['src']) + lister.text(), { src: assembly.src });
  const failed = failedResult(listed);
  if (failed) return failed;
  const found = listed.frames.flatMap((frame) =>
    frame.kind === 'data' && frame.key === 'fragments' ? [textOf(frame.value)] : [],
  );
  if (listed.frames.some((frame) => frame.kind === 'data' && frame.key === 'gone'))
    return resultOf(listed, {}).set('changed', true);
  const { validate, backup, mode, owner, group, attributes, unsafe_writes } = assembly;
  const reply = await ctx.call(expand(['src', 'dest']) + joiner.text(), {
    ...{ mode, owner, group, attributes, unsafe_writes, src: assembly.src, dest: assembly.dest },
    names: fragmentsOf(found, assembly),
    delimiter: assembly.delimiter === undefined ? undefined : unescape(assembly.delimiter),
    validate: validate === undefined ? [] : wordsIn(validate),
    backup: backup ?? false,
    ...placing,
  });
  const result = resultOf(reply, { ...fileReturns }, { path: assembly.dest });
  result.delete('kept');
  return failureOf(reply) === undefined ? result.set('msg', 'OK') : result;
}

const placing = {
  dest_name: '',
  want_diff: false,
  default_mode: '0644',
  directory_mode: undefined,
  force: true,
  follow: true,
  make_parents: false,
  parent_made: false,
  expect_sha1: undefined,
  expect_text: undefined,
  want_size: undefined,
  content: undefined,
};

async function joinHere(assembly: Assembly, ctx: ModuleContext): Promise<Result> {
  const directory = ctx.findFile('files', assembly.src);
  const found = (await readdir(directory, { withFileTypes: true })).filter((entry) => !entry.isDirectory());
  const names = fragmentsOf(
    found.map((entry) => entry.name),
    assembly,
  );
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name))));
  const delimiter = assembly.delimiter === undefined ? undefined : unescape(assembly.delimiter);
  const content = joined(
    contents.map((each) => (assembly.decrypt ? ctx.unvault(each) : each)),
    delimiter,
  );
  const result = await placeFile(
    { ...assembly, content, from: directory, follow: true, isSecret: ctx.noLog },
    ctx,
  );
  if (result.get('failed') === true) return result;
  const diff = result.get('diff');
  if (Array.isArray(diff)) result.set('diff', diff[0] as Value);
  return makeResult({ ...Object.fromEntries(result), src: assembly.src });
}

function fragmentsOf(names: readonly string[], { regexp, ignore_hidden }: Assembly): readonly string[] {
  const pattern = regexp === undefined ? undefined : pythonPattern(regexp);
  return names
    .filter((name) => (pattern?.test(name) ?? true) && !(ignore_hidden && name.startsWith('.')))
    .sort((a, b) => (a < b ? -1 : 1));
}

function joined(contents: readonly Buffer[], delimiter: string | undefined): Buffer {
  const parts: Buffer[] = [];
  for (const [i, content] of contents.entries()) {
    const before = contents[i - 1];
    if (before !== undefined && before.length > 0 && before.at(-1) !== 10) parts.push(Buffer.from('\n'));
    if (before !== undefined && delimiter)
      parts.push(Buffer.from(delimiter.endsWith('\n') ? delimiter : `${delimiter}\n`));
    parts.push(content);
  }
  return Buffer.concat(parts);
}

// a delimiter is written with \n and the like
const unescape = (text: string): string =>
  text.replace(/\\([nrt\\])/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\' })[c]!);
