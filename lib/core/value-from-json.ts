import type { Json } from './json.js';
import { PyFloat, type Value } from './value.js';

/** A JSON document as a Value: objects become dicts. */
export function valueFromJson(json: Json): Value {
  if (json === null || typeof json !== 'object' || json instanceof PyFloat) return json;
  if (Array.isArray(json)) return json.map((each) => valueFromJson(each as Json));
  return new Map(Object.entries(json).map(([key, each]): [Value, Value] => [key, valueFromJson(each)]));
}
