import { isDict, type Dict, type Value } from '../core/value.js';
import { textOf } from '../remote/bytes.js';
import type { Frame } from '../remote/call.js';

export interface DiffNames {
  /** Shown in the headers of a text's diff, and as `path` of changed attributes. */
  readonly path?: string;
}

type Change = Frame & { kind: 'change' };

/**
 * Ansible's `diff`: a change of `content` is a text with headers, all other changes together are the
 * attributes before and after. One of them is a dict, several are a list. A change of `content_sum` says that
 * there is another content without showing it.
 */
export function diffOf(changes: readonly Change[], names: DiffNames): Value | undefined {
  const texts = changes.filter(({ key }) => key === 'content').map((change) => textDiff(change, names));
  const others = changes.filter(({ key }) => key !== 'content' && key !== 'content_sum');
  const parts = others.length === 0 ? texts : [...texts, attributeDiff(others, names)];
  return parts.length > 1 ? parts : parts[0];
}

/** Before and after of a text, as `--diff` shows them. */
export const contentDiff = (path: string, before: string, after: string, afterName = path): Dict =>
  new Map<Value, Value>([
    ['before', before],
    ['after', after],
    ['before_header', path],
    ['after_header', afterName],
  ]);

function textDiff(change: Change, names: DiffNames): Dict {
  const header = names.path === undefined ? 'content' : `${names.path} (content)`;
  return contentDiff(header, textOf(change.before), textOf(change.after));
}

function attributeDiff(changes: readonly Change[], names: DiffNames): Dict {
  const before: Dict = new Map();
  const after: Dict = new Map();
  if (names.path !== undefined) {
    before.set('path', names.path);
    after.set('path', names.path);
  }
  for (const change of changes) {
    if (!before.has(change.key)) before.set(change.key, shownAttribute(change.key, textOf(change.before)));
    after.set(change.key, shownAttribute(change.key, textOf(change.after)));
  }
  return new Map<Value, Value>([
    ['before', before],
    ['after', after],
  ]);
}

// as Ansible shows them: ids and times are numbers, a mode is text in octal with one zero before it
function shownAttribute(key: string, text: string): Value {
  if (/^mode\b/.test(key)) return text.replace(/^[1-7][0-7]{3}$/, '0$&');
  return /^(0|[1-9]\d{0,11})$/.test(text) ? Number(text) : text;
}

/** A file's diff on top of what its changes gave: a list, as Ansible's copy and template have it. */
export function addDiff(diff: Value | undefined, more: Dict): Value {
  if (diff === undefined) return [more];
  return isDict(diff) ? [more, diff] : [more, ...(diff as Value[])];
}
