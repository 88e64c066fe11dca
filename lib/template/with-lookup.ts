import type { Dict, Value } from '../core/value.js';
import { LookupError } from './lookup-error.js';
import { OF_LOOP } from './lookups/files.js';
import { isMapping, isSequence } from './python.js';
import { askLookup, keepsMarks } from './ask-lookup.js';
import { isUndefinedError } from './template-error.js';
import type { Templar } from './templar.js';
import { toValue } from './to-value.js';

const NO_DICTS = new Set(['list', 'indexed_items', 'flattened']);
const none: Dict = new Map();
const ofLoop: Dict = new Map([[OF_LOOP, true]]);

/**
 * The items of `with_NAME: raw`: renders the terms and runs the lookup, as a list. Text of `to_json` and its like stays
 * marked where the lookup only rearranges what it is given.
 */
export function withLookupTerms(templar: Templar, name: string, raw: Value): Value[] {
  if (name === 'first_found') {
    const given = (value: Value): Value[] =>
      ifDefined(() => templar.render(value, { undefinedAsText: false }));
    const terms = Array.isArray(raw) ? raw.flatMap(given) : given(raw).flatMap((one) => termsOf(name, one));
    return askLookup(templar, name, [terms], ofLoop, 'bare') ?? [];
  }
  const marked = templar.renderMarked(raw, { undefinedAsText: false });
  const rendered = keepsMarks(name) ? marked : toValue(marked);
  if (NO_DICTS.has(name) && isMapping(rendered)) throw new LookupError(`with_${name} expects a list`);
  return askLookup(templar, name, termsOf(name, rendered), none, 'bare') ?? [];
}

// the name of a file that asks for what is not defined is a file that is not there
function ifDefined(render: () => Value): Value[] {
  try {
    return [render()];
  } catch (error) {
    if (isUndefinedError(error)) return [];
    throw error;
  }
}

// a dict in place of a list stands for its keys
function termsOf(name: string, rendered: Value): Value[] {
  if (isSequence(rendered)) return rendered;
  return isMapping(rendered) && name !== 'dict' ? [...rendered.keys()] : [rendered];
}
