import { wordsIn } from '../../lib/core/read-words.js';
import {
  makeResult,
  postgresAt,
  scriptBeside,
  transferDatabase,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import type { Args } from './index.js';

const dumpScript = scriptBeside(import.meta.url, 'dump.sh', 'collect', 'dump-file');
const restoreScript = scriptBeside(import.meta.url, 'restore.sh', 'collect', 'dump-file');

/** Writes a database to a file, or reads it from a file; it is always a change. */
export async function dumpOrRestore(given: Args, ctx: ModuleContext): Promise<Result> {
  const isDump = given.state === 'dump';
  const target = given.target === '' ? `${given.name}.sql` : given.target;
  const words = [
    ...formatWords(target, isDump),
    ...(isDump ? wordsIn(given.dump_extra_args ?? '') : []),
    ...wordsIn(given.target_opts),
  ];
  const cmd = await transferDatabase(postgresAt(given, given.name), ctx, {
    to: isDump ? 'file' : 'server',
    script: isDump ? dumpScript : restoreScript,
    target,
    words,
  });
  if (typeof cmd !== 'string') return cmd;
  if (ctx.check) return makeResult({ changed: true, db: given.name, executed_commands: [] });
  return makeResult({
    changed: true,
    cmd,
    msg: '',
    rc: 0,
    stderr: '',
    stderr_lines: [],
    executed_commands: [cmd],
  });
}

// by its name: .tar, .pgc and .dir are pg_dump's own forms, the rest is SQL
function formatWords(target: string, isDump: boolean): string[] {
  const format = { '.tar': 'tar', '.pgc': 'custom', '.dir': 'directory' }[
    /\.(?:tar|pgc|dir)$/.exec(target)?.[0] ?? ''
  ];
  if (format !== undefined) return [`--format=${format}`];
  return isDump ? [] : ['-X', '-q', '-v', 'ON_ERROR_STOP=0'];
}
