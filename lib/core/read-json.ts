import type { Json } from './json.js';
import { JsonReader } from './json-reader.js';
import type { Value } from './value.js';
import { valueFromJson } from './value-from-json.js';

// numbers that JavaScript's own reader, which is much faster, gives another form
const special = /(?:^|[:[,\s])-?\d+(?:\.0+(?!\d)|(?:\.\d+)?[eE]|\d{15})|NaN|Infinity/;

/**
 * What a JSON document says, each number as it is written: 1.0 is a float.
 *
 * @throws Error when it is none
 */
export function readJson(text: string): Value {
  return special.test(text) ? new JsonReader(text).document() : valueFromJson(JSON.parse(text) as Json);
}
