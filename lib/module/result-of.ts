import { CUT_OFF } from '../core/cut-off.js';
import { readJson } from '../core/read-json.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import { textOf } from '../remote/bytes.js';
import type { Frame, Reply } from '../remote/call.js';
import { int, Mismatch, type Field, type Fields } from '../schema/index.js';
import { diffOf, type DiffNames } from './diff.js';
import { failure, makeResult, type Result } from './result.js';

/**
 * What a script said as Ansible's result: data frames by the `returns` of the module (`a.b` is key b of dict
 * a, a repeated key of a list adds to it), changed and diff from its change frames, failed and msg. A change
 * whose key starts with `_` is an action that makes no difference by itself (reloading systemd).
 */
export function resultOf(reply: Reply, returns: Fields, names: DiffNames = {}): Result {
  const changes = reply.frames.flatMap((frame) =>
    frame.kind === 'change' && !frame.key.startsWith('_') ? [frame] : [],
  );
  const warnings = reply.frames.flatMap((frame) => (frame.kind === 'warn' ? [frame.text] : []));
  const msg = failureOf(reply);
  const result = makeResult({ changed: msg === undefined ? changes.length > 0 : changes.length > 1 });
  const data = reply.frames.flatMap((frame) => (frame.kind === 'data' ? [frame] : []));
  for (const frame of data) if (!frame.key.startsWith(ofDiff)) addData(result, returns, frame);
  const diff = diffOf(changes, names);
  if (diff !== undefined) result.set('diff', diff);
  for (const frame of data) if (frame.key.startsWith(ofDiff)) addToDiff(diff, frame);
  if (warnings.length > 0) result.set('warnings', warnings);
  if (msg !== undefined) {
    result.set('failed', true);
    result.set('msg', msg);
  }
  return result;
}

const ofDiff = 'diff_before.';

/** `diff_before.DICT.KEY`: one more item of a list that only a diff shows of how it was; no text is no item. */
function addToDiff(diff: Value | undefined, { key, value }: Frame & { kind: 'data' }): void {
  const before = isDict(diff) ? diff.get('before') : undefined;
  if (!isDict(before)) return;
  const [dict = '', list = ''] = key.slice(ofDiff.length).split('.');
  const inner = before.get(dict);
  const lists: Dict = isDict(inner) ? inner : new Map<Value, Value>();
  const known = lists.get(list);
  const items = Array.isArray(known) ? known : [];
  if (value.length > 0) items.push(textOf(value));
  lists.set(list, items);
  before.set(dict, lists);
}

/** What a script tells of a program that failed (`tell_failed`), although the module names no such value. */
const ofProgram: Fields = { rc: int({ doc: 'Exit code' }), exit_status: int({ doc: 'Of a validation' }) };

/** The failure of a script, with what the program said that failed; undefined when it did not fail. */
export function failedResult(reply: Reply): Result | undefined {
  const msg = failureOf(reply);
  if (msg === undefined) return undefined;
  const rc = dataOf(reply, 'rc');
  const [cmd, stdout, stderr] = ['cmd', 'stdout', 'stderr'].map((key) => dataOf(reply, key));
  return failure(msg, { rc: rc === undefined ? undefined : Number(rc), cmd, stdout, stderr });
}

/** Why the script failed, undefined when it did not. */
export function failureOf(reply: Reply): string | undefined {
  const fail = reply.frames.find((frame) => frame.kind === 'fail');
  if (fail) return fail.text;
  if (reply.ended === 'timeout') return 'the time limit of the task is over; the host was still at it';
  if (reply.ended === 'cancelled') return CUT_OFF;
  if (reply.exitCode === 0) return undefined;
  const log = textOf(reply.log).trim();
  return `the script ended with exit code ${reply.exitCode}${log ? `: ${log.slice(-2000)}` : ''}`;
}

/** The text of the first data frame with that key. */
export function dataOf(reply: Reply, key: string): string | undefined {
  const bytes = bytesOfData(reply, key);
  return bytes === undefined ? undefined : textOf(bytes);
}

export function bytesOfData(reply: Reply, key: string): Uint8Array | undefined {
  for (const frame of reply.frames) if (frame.kind === 'data' && frame.key === key) return frame.value;
  return undefined;
}

function addData(result: Result, returns: Fields, frame: Frame & { kind: 'data' }): void {
  const keys = frame.key.split('.');
  let into: Map<Value, Value> = result;
  let fields: Fields | undefined = returns;
  for (const key of keys.slice(0, -1)) {
    if (!(into.get(key) instanceof Map)) into.set(key, new Map());
    into = into.get(key) as Map<Value, Value>;
    fields = fields?.[key]?.fields;
  }
  const last = keys.at(-1)!;
  const field = fields?.[last] ?? ofProgram[last];
  const value =
    field?.kind === 'list' ? listItem(into.get(last), field, frame.value) : parseData(field, frame.value);
  into.set(last, value);
}

function listItem(before: Value | undefined, field: Field, bytes: Uint8Array): Value[] {
  return [...(Array.isArray(before) ? before : []), parseData(field.of, bytes)];
}

function parseData(field: Field | undefined, bytes: Uint8Array): Value {
  const text = textOf(bytes);
  if (field === undefined) return text;
  if (field.kind === 'json' || field.kind === 'dict') return parseJson(text);
  if (field.kind === 'raw') return text;
  try {
    return field.parse(text) as Value;
  } catch (cause) {
    if (cause instanceof Mismatch) return text;
    throw cause;
  }
}

function parseJson(text: string): Value {
  try {
    return readJson(text);
  } catch {
    return text;
  }
}
