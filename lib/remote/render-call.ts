import { bytesOf } from './bytes.js';
import type { Call, CallInChain, Param } from './call.js';
import { exportLines, NAME } from './export-lines.js';
import { KnownScripts } from './known-scripts.js';
import { quote } from './quote.js';

/** The bytes that make the session's shell run one call and print its end marks. */
export function renderCall(call: Call, sequence: number, known = new KnownScripts()): Buffer {
  const { chain } = call;
  const environment = renderEnvironment(call.environment ?? {});
  const isProgram = call.program !== undefined && environment.length === 0;
  const { define, lines: work } = isProgram
    ? { define: [], lines: [programLine(call, call.program, sequence)] }
    : renderScript(call, environment, sequence, known);
  const lines = [
    ...define,
    ...(chain ? [chain.follows ? `if ${conditionOf(chain)}; then` : `ts_go=${quote(chain.id)}`] : []),
    ...work,
    ...(chain?.follows ? ['else', `ts_pass ${sequence}`, 'fi'] : []),
    '',
  ];
  return bytesOf(lines.join('\n'));
}

function conditionOf({ id, madeFrom }: CallInChain): string {
  const goesOn = `[ "$ts_go" = ${quote(id)} ]`;
  if (madeFrom === undefined) return goesOn;
  const { path, text, absent } = madeFrom;
  return `${goesOn} && ${['ts_made_from', ...[path, text, ...absent].map(quote)].join(' ')}`;
}

function programLine(
  { mode, keepBytes: keep = DEFAULT_KEEP }: Call,
  words: readonly string[],
  sequence: number,
): string {
  return ['ts_program', sequence, mode, keep, ...words.map(quote)].join(' ');
}

function renderScript(
  { script, mode, params, keepBytes: keep = DEFAULT_KEEP }: Call,
  environment: readonly string[],
  sequence: number,
  known: KnownScripts,
): { readonly define: readonly string[]; readonly lines: readonly string[] } {
  const { define, run } = known.use(script);
  const lines = [
    '(',
    `ts_seq=${sequence} ts_mode=${mode} ts_keep=${keep}`,
    ...environment,
    'ts_start',
    // behind the user's environment: a variable of the same name is no argument
    ...Object.entries(params).map(([name, value]) => renderParam(name, value)),
    run,
    ') </dev/null',
    `ts_end ${sequence} "$?" ${keep}`,
  ];
  return { define, lines };
}

/** Bytes kept of a frame's value when the call does not say. */
export const DEFAULT_KEEP = 10_000_000;

function renderParam(name: string, value: Param): string {
  if (!NAME.test(name) || name.startsWith('ts_'))
    throw new Error(`'${name}' cannot be the name of a script's parameter`);
  if (value === undefined) return `unset ${name}`;
  if (typeof value === 'boolean') return `${name}=${value}`;
  if (typeof value === 'object') return renderList(name, value);
  return `${name}=${quote(String(value))}`;
}

/** Arrays are not POSIX: a list is a function that calls a command with each item. */
function renderList(name: string, items: readonly string[]): string {
  const body = items.map((item) => `"$@" ${quote(item)}`).join('\n') || ':';
  return `count_${name}=${items.length}\neach_${name}() {\n${body}\n}`;
}

function renderEnvironment(environment: Readonly<Record<string, string>>): string[] {
  const all = Object.entries(environment);
  const lines = exportLines(Object.fromEntries(all.filter(([name]) => !isForEnv(name))));
  const kept = all.filter(([name]) => isForEnv(name));
  const words = kept.map(([name, value]) => quote(`${name}=${value}`));
  return [
    ...(lines.length === 0 ? [] : [`ts_environment() {\n${lines.join('\n')}\n}`]),
    ...(words.length === 0 ? [] : [`ts_exec() { exec env ${words.join(' ')} "$@"; }`]),
  ];
}

/** Only programs can have it, not a shell. */
const isForEnv = (name: string): boolean => KEPT_BY_SHELLS.has(name) || !NAME.test(name);

/** Variables that a bash lets nobody set, or gives a meaning of its own: env tells the user's programs of them. */
const KEPT_BY_SHELLS = new Set([
  'BASHOPTS',
  'BASH_VERSINFO',
  'EUID',
  'GROUPS',
  'PPID',
  'RANDOM',
  'SHELLOPTS',
  'UID',
]);
