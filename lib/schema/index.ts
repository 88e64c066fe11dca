export {
  Mismatch,
  type ArgsOf,
  type Field,
  type FieldKind,
  type FieldOptions,
  type Fields,
} from './field.js';
export {
  bool,
  booleanJson,
  bytes,
  choice,
  commandLine,
  duration,
  float,
  int,
  integerJson,
  json,
  mode,
  modeOrPreserve,
  parseBool,
  path,
  raw,
  text,
} from './scalars.js';
export { dict, list, nested } from './collections.js';
export { orNull } from './or-null.js';
export { holdsTemplate, parseFields, type Parsed, type ParseOptions } from './parse-fields.js';
export { type Rule } from './rules.js';
export { templateJson, toJsonSchema } from './json-schema.js';
export { toJsonText, valueToJson } from './json-text.js';
export { valueFromJson } from '../core/value-from-json.js';
export { pythonText, pythonType } from './python-text.js';
export { secretsOf } from './secrets-of.js';
