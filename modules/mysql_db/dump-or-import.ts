import { wordsIn } from '../../lib/core/read-words.js';
import {
  failure,
  makeResult,
  mysqlAt,
  scriptBeside,
  transferDatabase,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import type { Rule } from '../../lib/schema/index.js';
import type { Args } from './index.js';

const dumpScript = scriptBeside(import.meta.url, 'dump.sh', 'collect', 'dump-file');
const importScript = scriptBeside(import.meta.url, 'import.sh', 'collect', 'dump-file');

export const dumpRules: readonly Rule[] = ['dump', 'import'].map((is) => ({
  kind: 'required_if',
  name: 'state',
  is,
  names: ['target'],
  says: `with state=${is} target is required`,
}));

export interface Transfer {
  readonly given: Args;
  readonly names: readonly string[];
  readonly isAll: boolean;
  readonly told: { readonly db: string; readonly db_list: readonly string[] };
  /** Databases that are not there. */
  readonly missing: readonly string[];
  /** What makes them. */
  readonly creates: readonly string[];
}

/** Writes databases to a file, or reads one from a file; it is always a change. */
export async function dumpOrImport(transfer: Transfer, ctx: ModuleContext): Promise<Result> {
  const { given, missing, told, creates } = transfer;
  const isDump = given.state === 'dump';
  if (isDump && missing.length > 0)
    return failure(`Cannot dump database(s) '${missing.join(', ')}' - not found`);
  const done = await transferDatabase(mysqlAt(given), ctx, {
    to: isDump ? 'file' : 'server',
    script: isDump ? dumpScript : importScript,
    target: given.target!,
    chdir: given.chdir,
    words: isDump ? dumpWords(transfer) : importWords(transfer),
    creates: isDump ? [] : creates,
  });
  if (typeof done !== 'string') return done;
  const result = { changed: true, db: told.db, db_list: [...told.db_list] };
  if (ctx.check) return makeResult(result);
  return makeResult({ ...result, msg: '', executed_commands: isDump ? [done] : [...creates, done] });
}

const dumpWords = ({ given, names, isAll }: Transfer): string[] => [
  ...sharedWords(given),
  ...(given.skip_lock_tables ? ['--skip-lock-tables'] : []),
  ...(given.single_transaction ? ['--single-transaction=true'] : []),
  ...(given.quick ? ['--quick'] : []),
  ...given.ignore_tables.map((table) => `--ignore-table=${table}`),
  ...(given.hex_blob ? ['--hex-blob'] : []),
  ...(given.master_data === '0' ? [] : [`--master-data=${given.master_data}`]),
  ...wordsIn(given.dump_extra_args ?? ''),
  ...(isAll ? ['--all-databases'] : names.length > 1 ? ['--databases', '--', ...names] : ['--', ...names]),
];

const importWords = ({ given, names, isAll }: Transfer): string[] => [
  ...sharedWords(given),
  ...(isAll ? [] : ['--one-database', '--', ...names]),
];

const sharedWords = ({ force, encoding }: Args): string[] => [
  ...(force ? ['--force'] : []),
  ...(encoding === '' ? [] : [`--default-character-set=${encoding}`]),
];
