import { path } from '../schema/index.js';
import { quoteWord } from '../remote/quote-word.js';
import type { ModuleContext } from './context.js';
import { expandPaths } from './expand-paths.js';
import type { Params } from './module.js';
import { dataOf, failedResult, failureOf } from './result-of.js';
import { failure, type Result } from './result.js';
import type { Script } from './script.js';

/** A login at a server; lib/module/shell/ has `open_KIND`, `ask_KIND` and `change_KIND`. */
export interface DatabaseLogin {
  readonly kind: 'mysql' | 'postgres';
  /** A script that begins with those functions. */
  script(work: string): string;
  params(statements: readonly string[]): Params;
}

/** What was asked, and what the server said to it. */
export interface DatabaseAnswers<Row> {
  /** The rows for a question, in order; undefined when the server could not do it. */
  rows(question: string): readonly Row[] | undefined;
  /** What it said of those that it could not. */
  readonly errors: string;
  /** A check on a host that has no client yet. */
  readonly isWithoutClient: boolean;
}

/** Asks in one trip; a Result is the failure to reach the server. Every statement is tried. */
export async function askDatabase<Row>(
  login: DatabaseLogin,
  ctx: ModuleContext,
  statements: readonly string[],
  read: (answers: string) => ReadonlyMap<string, readonly Row[]>,
): Promise<DatabaseAnswers<Row> | Result> {
  const script = login.script(`open_${login.kind}\nask_${login.kind}`);
  const reply = await ctx.call(script, login.params(statements));
  const failed = failedResult(reply);
  if (failed) return failed;
  const answers = read(dataOf(reply, 'answers') ?? '');
  const errors = causeOf(dataOf(reply, 'errors') ?? '');
  const isWithoutClient = dataOf(reply, 'no_client') !== undefined;
  if (answers.size === 0 && !isWithoutClient)
    return failure(`unable to connect to database: ${errors.replace(/^psql: error: /, '')}`);
  return { rows: (question) => answers.get(question.trim()), errors, isWithoutClient };
}

// what follows an error in a transaction of PostgreSQL says nothing new
const causeOf = (errors: string): string =>
  errors
    .split('\n')
    .filter((line) => !line.includes('current transaction is aborted'))
    .join('\n')
    .trim();

/** What is to be done, and what a diff shows of it. */
export interface DatabaseChange {
  readonly key: string;
  readonly before: string;
  readonly after: string;
  readonly statements: readonly string[];
}

/** Changes something at the server, unless the task is a check; a Result is the failure. */
export async function changeDatabase(
  login: DatabaseLogin,
  ctx: ModuleContext,
  { key, before, after, statements }: DatabaseChange,
): Promise<Result | undefined> {
  const work = `open_${login.kind}\nchange "$key" "$before" "$after" change_${login.kind}`;
  const reply = await ctx.call(login.script(work), { ...login.params(statements), key, before, after });
  const msg = failureOf(reply);
  return msg === undefined ? undefined : failure(msg);
}

/** Databases that go to a file of the host, or come from one. */
export interface DatabaseTransfer {
  readonly to: 'file' | 'server';
  /** Reads `target`, `words` and what lib/module/shell/dump-file.sh has; tells its `program`. */
  readonly script: Script;
  readonly target: string;
  /** Where a relative `target` starts. */
  readonly chdir?: string | undefined;
  /** What the program is told. */
  readonly words: readonly string[];
  /** Statements that the script may run before. */
  readonly creates?: readonly string[];
}

/** Runs it; the answer is its command line as a shell reads it, or a Result, the failure. */
export async function transferDatabase(
  login: DatabaseLogin,
  ctx: ModuleContext,
  { to, script, target, chdir, words, creates = [] }: DatabaseTransfer,
): Promise<string | Result> {
  const paths = expandPaths({ target: path({}), chdir: path({}) }, { target, chdir });
  const reply = await ctx.call([paths, login.script(script.text())].join('\n'), {
    ...login.params(creates),
    target,
    chdir,
    words,
    creates,
  });
  const failed = failedResult(reply);
  if (failed) return failed;
  const command = [dataOf(reply, 'program') ?? '', ...words].map(quoteWord).join(' ');
  return `${command} ${to === 'file' ? '>' : '<'} ${quoteWord(target)}`;
}
