import { JsonMistake, JsonReader } from '../core/json-reader.js';
import type { Value } from '../core/value.js';
import { PyError } from '../jinja/index.js';

/** Python's `json.loads`, which raises its messages. */
export function parseJson(text: string): Value {
  try {
    return new JsonReader(text).document();
  } catch (error) {
    throw error instanceof JsonMistake ? new PyError(error.name, error.message) : error;
  }
}
