import { TsplayError } from '../../lib/core/problem.js';
import {
  dataOf,
  defineModule,
  expandPaths,
  failedResult,
  failure,
  makeResult,
  scriptBeside,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import type { Value } from '../../lib/core/value.js';
import { textOf } from '../../lib/remote/bytes.js';
import type { Frame } from '../../lib/remote/call.js';
import { bool, choice, int, list, mode, path, text, pythonText } from '../../lib/schema/index.js';
import { ageSeconds, modeBits, sizeBytes } from './read-limits.js';
import { readFound, type Found } from './read-found.js';
import { holds, isWanted, type Finding } from './is-wanted.js';
import { lookInto } from './look-into.js';
import { literalOf } from './literal-of.js';

const script = scriptBeside(import.meta.url, 'find.sh');

export const module = defineModule({
  name: 'find',
  summary: 'Lists files by name, type, age, size and content',
  examples: `
- name: Logs that are old and large
  find:
    paths: /var/log
    patterns: ['*.log', '*.gz']
    age: 30d
    size: 10m
    recurse: true
  register: old`,
  args: {
    paths: list(text({}), { doc: 'Directories to look in', required: true, aliases: ['name', 'path'] }),
    patterns: list(text({}), {
      doc: 'Names (globs, or patterns with use_regex); all without it',
      aliases: ['pattern'],
    }),
    excludes: list(text({}), { doc: 'Names left out', aliases: ['exclude'] }),
    use_regex: bool({ doc: 'patterns and excludes are Python patterns', fallback: false }),
    file_type: choice(['any', 'directory', 'file', 'link'], { doc: 'Which kind', fallback: 'file' }),
    recurse: bool({ doc: 'Look into directories below', fallback: false }),
    depth: int({ doc: 'How deep below' }),
    hidden: bool({ doc: 'Also names that start with a dot', fallback: false }),
    follow: bool({ doc: 'Look into directories that links point to', fallback: false }),
    age: text({ doc: 'Older than this (younger with a minus): 10, 10m, 2h, 3d, 1w' }),
    age_stamp: choice(['atime', 'ctime', 'mtime'], { doc: 'Which time', fallback: 'mtime' }),
    size: text({ doc: 'Larger than this (smaller with a minus): 10, 10k, 1m, 1g' }),
    contains: text({ doc: 'Pattern (Python) of a line of the file' }),
    read_whole_file: bool({ doc: 'contains is matched with the whole content', fallback: false }),
    get_checksum: bool({ doc: 'Digest of each file', fallback: false }),
    mode: mode({ doc: 'Those with this mode: octal, or u=rw,g=r' }),
    exact_mode: bool({ doc: 'The mode and no other; false: one bit of it will do', fallback: true }),
    limit: int({ doc: 'No more than this many' }),
  },
  returns: {
    files: list(path({}), { doc: 'What was found, each with the keys of stat' }),
    matched: int({ doc: 'How many were found' }),
    examined: int({ doc: 'How many were looked at' }),
    skipped_paths: text({ doc: 'Directories that could not be looked into, and why' }),
  },
  run: findFiles,
});

// one trip lists everything; the patterns are Python's, so they are matched here, those of the content too
async function findFiles(args: Finding, ctx: ModuleContext): Promise<Result> {
  const limits = { age: ageSeconds(args.age), size: sizeBytes(args.size), mode: modeBits(args.mode) };
  const { limit } = args;
  if (limit !== undefined && limit <= 0) return failure(`limit cannot be ${limit} (use None for unlimited)`);
  if (args.paths.length === 0) throw new TsplayError({ code: 'missing-option', message: 'paths is empty' });
  const expanded = args.paths.map((each, i) => [`path_${i}`, each] as const);
  const fields = Object.fromEntries(expanded.map(([name]) => [name, path({})]));
  const expansion = expandPaths(fields, Object.fromEntries(expanded));
  const params = {
    ...Object.fromEntries(expanded),
    path_count: args.paths.length,
    deepest: deepest(args),
    follow: args.follow,
  };
  const reply = await ctx.call(expansion + script.text(), params, { mode: 'apply' });
  const failed = failedResult(reply);
  if (failed) return failed;
  const found = readFound(reply);
  const now = Number(dataOf(reply, 'now'));
  const all = await lookedInto(
    found.filter((each) => isWanted(each, args, limits, now)),
    args,
    ctx,
  );
  const wanted = all.slice(0, limit);
  const skippedPaths = new Map<Value, Value>(reply.frames.flatMap(skippedPath));
  const warnings = [...skippedPaths].map(
    ([file, why]) => `Skipped '${pythonText(file)}' path due to this access issue: ${pythonText(why)}\n`,
  );
  return makeResult({
    ...(warnings.length > 0 ? { warnings } : {}),
    changed: false,
    files: wanted.map((each: Found) => each.stat),
    matched: wanted.length,
    examined: found.length,
    skipped_paths: skippedPaths,
    msg: summary(skippedPaths.size, limit === wanted.length),
  });
}

function summary(skipped: number, isFull: boolean): string {
  if (skipped > 0) return 'Not all paths examined, check warnings for details';
  return isFull ? 'Limit of matches reached' : 'All paths examined';
}

/** Those with the content that is asked for, and their digests. */
async function lookedInto(
  files: readonly Found[],
  { contains, read_whole_file: isWhole, get_checksum }: Finding,
  ctx: ModuleContext,
): Promise<readonly Found[]> {
  if (contains === undefined && !get_checksum) return files;
  const look = {
    wants_text: contains !== undefined,
    wants_checksum: get_checksum,
    words: literalOf(contains ?? ''),
  };
  const seen = await lookInto(files, look, ctx);
  return files.filter(({ type, path, stat }) => {
    const { text = '', checksum } = seen.get(path) ?? {};
    if (checksum !== undefined) stat.set('checksum', checksum);
    return contains === undefined || type !== 'file' || holds(text, contains, isWhole);
  });
}

// what is just too deep counts as examined, too; 0: everything
const deepest = ({ recurse, depth }: Finding): number => (recurse ? (depth ? depth + 1 : 0) : 1);

const skippedPath = (frame: Frame): [string, string][] =>
  frame.kind === 'data' && frame.key === 'skipped'
    ? [[textOf(frame.value), `'${textOf(frame.value)}' is not a directory`]]
    : [];
