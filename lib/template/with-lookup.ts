import type { Dict, Value } from '../core/value.js';
import { LookupError } from './lookup-error.js';
import { OF_LOOP } from './lookups/files.js';
import { isSequence } from './python.js';
import { askLookup } from './ask-lookup.js';
import type { Templar } from './templar.js';

const NEED_LISTS = new Set(['list', 'indexed_items']);
const none: Dict = new Map();
const ofLoop: Dict = new Map([[OF_LOOP, true]]);

/** The items of `with_NAME: raw`: renders the terms and runs the lookup, as a list. */
export function withLookupTerms(templar: Templar, name: string, raw: Value): Value[] {
  const rendered = templar.render(raw, { undefinedAsText: false });
  if (NEED_LISTS.has(name) && !isSequence(rendered)) throw new LookupError(`with_${name} expects a list`);
  const terms = isSequence(rendered) ? rendered : [rendered];
  if (name === 'first_found') return askLookup(templar, name, [terms], ofLoop, 'bare') ?? [];
  return askLookup(templar, name, terms, none, 'bare') ?? [];
}
