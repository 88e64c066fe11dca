import { Tuple, type Dict, type Value } from '../../core/value.js';
import { pyRepr, pyStr, pyTruth } from '../../jinja/index.js';
import { product } from '../filters/collections.js';
import { LookupError } from '../lookup-error.js';
import { isIterable, isMapping, isSequence, isText, itemsOf, sequenceOf } from '../python.js';
import { systemRandom } from '../seeded-random.js';
import type { Lookup } from '../templar.js';

const nested: Lookup = ({ terms }) => {
  if (terms.length === 0)
    throw new LookupError('with_nested requires at least one element in the nested list');
  const [first, ...rest] = terms.map(listOf);
  const rows = rest.reduce<Value[]>(
    (left, right) => left.flatMap((one) => right.map((other) => flattenOnce([one, other]))),
    first!,
  );
  return rows.map((row) => flattenOnce(itemsOf(row)));
};

/** Lookups that only rearrange what they are given: what loops are made of. */
export const listLookups: Readonly<Record<string, Lookup>> = {
  items: ({ terms }) => flattenOnce(terms),
  list: ({ terms }) => [...terms],
  flattened: ({ terms }) => flattened(terms),
  dict: ({ terms }) => terms.flatMap((term) => itemsOfDict(term)),
  indexed_items: ({ terms }) => flattenOnce(terms).map((item, n) => tuple([n, item])),
  nested,
  cartesian: ({ terms }) => {
    if (terms.length === 0)
      throw new LookupError('with_cartesian requires at least one element in each list');
    return product(terms.map(listOf)).map((row) => flattenOnce(row as Value[]));
  },
  together: ({ terms }) => {
    if (terms.length === 0) throw new LookupError('with_together requires at least one element in each list');
    const lists = terms.map(listOf);
    const rows = Math.max(...lists.map((list) => list.length));
    return Array.from({ length: rows }, (_, n) => flattenOnce(lists.map((list) => list[n] ?? null)));
  },
  random_choice: ({ terms }) => (terms.length === 0 ? [] : [terms[systemRandom.below(terms.length)]!]),
  subelements: ({ terms }) => subelements(terms),
};

// a null in its Python or YAML spelling ends the list it is in
function flattened(terms: readonly Value[]): Value[] {
  const out: Value[] = [];
  for (const term of terms) {
    const own = loneItem(term);
    const text = isText(own) ? pyStr(own) : undefined;
    if (text === 'None' || text === 'null') break;
    const inner = sequenceOf(own);
    out.push(...(inner ? flattened(inner) : [text === text?.trim() ? own : stripped(own)]));
  }
  return out;
}

const loneItem = (term: Value): Value => (isSequence(term) && term.length === 1 ? loneItem(term[0]!) : term);

// a single term is a list of one; text loses the blanks around it
const stripped = (term: Value): Value => (isText(term) ? pyStr(term).trim() : term);
const listOf = (term: Value): Value[] => (isIterable(term) ? itemsOf(term) : [stripped(term)]);

const tuple = (items: readonly Value[]): Tuple => Tuple.from(items);

const flattenOnce = (terms: readonly Value[]): Value[] =>
  terms.flatMap((term) => (isSequence(term) ? term : [term]));

function itemsOfDict(term: Value): Value[] {
  if (!isMapping(term)) throw new LookupError('with_dict expects a dict');
  return [...term].map(
    ([key, value]): Dict =>
      new Map<Value, Value>([
        ['key', key],
        ['value', value],
      ]),
  );
}

function subelements(terms: readonly Value[]): Value[] {
  if (terms.length === 0) throw new LookupError('list index out of range', 'IndexError');
  if (terms.length < 2 || terms.length > 3) throw wrongTerms('');
  const [list, path, flags = new Map<Value, Value>()] = terms;
  if (!isText(path)) throw wrongTerms('first a dict or a list, second a string pointing to the subkey');
  if (!isMapping(list) && !isSequence(list)) throw expects(`expects a dictionary, got '${pyStr(list)}'`);
  if (!isMapping(flags)) throw wrongTerms('the optional third item must be a dict with flags skip_missing');
  if (isMapping(list) && pyTruth(list.get('skipped') ?? false)) return [];
  const skipMissing = pyTruth(flags.get('skip_missing') ?? false);
  const elements = isMapping(list) ? [...list.values()] : list;
  return elements.flatMap((element) => oneElement(element, pyStr(path).split('.'), skipMissing));
}

const wrongTerms = (what: string): LookupError => expects(`expects a list of two or three items, ${what}`);
const expects = (what: string): LookupError => new LookupError(`subelements lookup ${what}`);

function oneElement(element: Value, keys: readonly string[], skipMissing: boolean): Value[] {
  if (!isMapping(element)) throw expects(`expects a dictionary, got '${pyStr(element)}'`);
  if (pyTruth(element.get('skipped') ?? false)) return [];
  let found: Value = element;
  for (const [n, key] of keys.entries()) {
    const next: Value | undefined = isMapping(found) ? found.get(key) : undefined;
    if (next === undefined) {
      if (skipMissing) return [];
      throw new LookupError(`could not find '${key}' key in iterated item '${pyRepr(found)}'`);
    }
    if (n < keys.length - 1 && !isMapping(next)) {
      if (skipMissing) return [];
      throw new LookupError(`the key ${key} should point to a dictionary, got '${pyStr(next)}'`);
    }
    found = next;
  }
  if (!isSequence(found))
    throw new LookupError(`the key ${keys.at(-1)!} should point to a list, got '${pyStr(found)}'`);
  const rest = withoutKey(element, keys);
  return found.map((item) => tuple([rest, item]));
}

// the element as Ansible hands it out: without the list that was taken from it
function withoutKey(element: Dict, [key, ...more]: readonly string[]): Dict {
  const out = new Map(element);
  if (more.length === 0) out.delete(key!);
  else out.set(key!, withoutKey(element.get(key!) as Dict, more));
  return out;
}
