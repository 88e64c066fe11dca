import { splitWords } from '../../lib/remote/split-words.js';
import { quoteWord } from '../../lib/template/quote-word.js';
import {
  dataOf,
  expandPaths,
  failure,
  failureOf,
  makeResult,
  postgresParams,
  postgresScript,
  scriptBeside,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { path } from '../../lib/schema/index.js';
import type { Args } from './index.js';

const dumpScript = scriptBeside(import.meta.url, 'dump.sh', 'collect', 'dump-file');
const restoreScript = scriptBeside(import.meta.url, 'restore.sh', 'collect', 'dump-file');

/** Writes a database to a file, or reads it from a file; it is always a change. */
export async function dumpOrRestore(given: Args, ctx: ModuleContext): Promise<Result> {
  const isDump = given.state === 'dump';
  const target = given.target === '' ? `${given.name}.sql` : given.target;
  const words = [
    ...formatWords(target, isDump),
    ...(isDump ? splitWords(given.dump_extra_args ?? '') : []),
    ...splitWords(given.target_opts),
  ];
  const script = postgresScript(given, (isDump ? dumpScript : restoreScript).text());
  const reply = await ctx.call([expandPaths({ target: path({}) }, { target }), script].join('\n'), {
    ...postgresParams(given, given.name, []),
    target,
    words,
  });
  const msg = failureOf(reply);
  if (msg !== undefined) return failure(msg);
  const cmd = [dataOf(reply, 'program') ?? '', ...words].map(quoteWord).join(' ');
  const told = { cmd: `${cmd} ${isDump ? '>' : '<'} ${quoteWord(target)}`, db: given.name };
  return makeResult({
    changed: true,
    ...told,
    msg: '',
    rc: 0,
    executed_commands: ctx.check ? [] : [told.cmd],
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
