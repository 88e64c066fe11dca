import type { Dict, Value } from '../core/value.js';
import { demand, pyCompare, pyRepr, pyStr, requireHashable, type Kwargs, pyTruth } from '../jinja/index.js';
import { combineDicts } from './combine-dicts.js';
import { filterError, isMapping, isSequence, isText, itemsOf, typeName } from './python.js';

/** community.general's `lists_mergeby`: the dicts of several lists, those with the same value under a key merged. */
export function mergeListsBy(args: readonly unknown[], kwargs: Kwargs): Value {
  if ([...kwargs.keys()].some((name) => name !== 'recursive' && name !== 'list_merge'))
    throw filterError("'recursive' and 'list_merge' are the only valid keyword arguments.");
  if (args.length < 2) throw filterError('At least one list and index are needed.');
  const given = args.map((arg) => demand(arg) as Value);
  const lists = given.slice(0, -1).flatMap(listsIn);
  if (lists.length <= 1) return lists[0] ?? [];
  const index = given.at(-1)!;
  if (!isText(index))
    throw filterError(
      `First argument after the lists for community.general.lists_mergeby must be string. ${pyStr(index)} is <class '${typeName(index)}'>`,
    );
  const recursive = pyTruth(kwargs.get('recursive') ?? false);
  const how = kwargs.has('list_merge') ? pyStr(kwargs.get('list_merge')) : 'replace';
  return lists.reduceRight((right, left) => mergeTwo(left, right, { index, recursive, how }));
}

// a list of lists is as many lists
function listsIn(list: Value): Value[] {
  if (!isSequence(list) && !isText(list))
    throw filterError(
      `All arguments before the argument index for community.general.lists_mergeby must be lists. ${pyStr(list)} is <class '${typeName(list)}'>`,
    );
  const items = itemsOf(list);
  if (items.length === 0) return [];
  return items.every((item) => isSequence(item) || isText(item)) ? items : [list];
}

interface Merging {
  readonly index: Value;
  readonly recursive: boolean;
  readonly how: string;
}

function mergeTwo(left: Value, right: Value, { index, recursive, how }: Merging): Value {
  const merged: Dict = new Map();
  for (const item of [left, right].flatMap(itemsOf)) {
    if (!isMapping(item))
      throw filterError(
        `Elements of list arguments for lists_mergeby must be dictionaries. ${isText(item) ? pyStr(item) : pyRepr(item)} is <class '${typeName(item)}'>`,
      );
    const key = item.get(index);
    if (key === undefined) continue;
    requireHashable(key);
    merged.set(key, combineDicts((merged.get(key) ?? new Map()) as Dict, item, recursive, how));
  }
  return [...merged.entries()].sort(([a], [b]) => compare(a, b)).map(([, item]) => item);
}

const compare = (a: Value, b: Value): number => (pyCompare('<', a, b) ? -1 : pyCompare('<', b, a) ? 1 : 0);
