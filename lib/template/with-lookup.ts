import type { Value } from '../core/value.js';
import { LookupError, lookupMessage } from './lookup-error.js';
import { isSequence } from './python.js';
import { runLookup } from './run-lookup.js';
import type { Templar } from './templar.js';

/** The items of `with_NAME: raw`: renders the terms and runs the lookup, as a list. */
export function withLookupTerms(templar: Templar, name: string, raw: Value): Value[] {
  const rendered = templar.render(raw);
  if (name === 'list' && !isSequence(rendered))
    throw new LookupError(lookupMessage('list', 'AnsibleError', 'with_list expects a list'), 'AnsibleError');
  const terms = isSequence(rendered) ? rendered : [rendered];
  if (name === 'first_found') return runLookup(templar, name, [terms]);
  return runLookup(templar, name, terms);
}
