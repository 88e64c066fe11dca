export { compileExpression } from './compile-expression.js';
export { compileTemplate } from './compile-template.js';
export {
  Environment,
  type EnvironmentOptions,
  type Extension,
  type TemplateSource,
  type UndefinedBehaviour,
} from './environment.js';
export { handedOn, type HandedOn } from './handed-on.js';
export { neededNames, type NeededName } from './needed-names.js';
export { JinjaError } from './jinja-error.js';
export { callTest } from './filters/select-filters.js';
export { compilePythonRegex, type PythonRegexFlags } from './regex/compile-python-regex.js';
export { expandReplacement } from './regex/expand-replacement.js';
export { prettyRepr } from './filters/pretty-repr.js';
export { bindArgs } from './python/bind-args.js';
export { callCheck } from './python/builtin-call.js';
export { PyError } from './python/py-error.js';
export { PyText } from '../core/value.js';
export { Markup, PyFunction, PyObject } from './python/py-object.js';
export { pyRepr, pyStr } from './python/repr.js';
export { JSON_NAMES, parseLiteral } from './python/parse-literal.js';
export { isInt, makeInt } from './python/numbers.js';
export { DAYS, MONTHS } from './python/calendar-names.js';
export { minutesOf, PyDateTime, type ClockTime } from './python/date-time.js';
export { DEFAULT_DELIMITERS } from './parse/syntax.js';
export { sortValues } from './python/sort-values.js';
export { decodeBytes, encodeText } from './python/encodings.js';
export { strftime } from './python/strftime.js';
export { indexOf } from './python/index-of.js';
export { pyTruth } from './python/truth.js';
export { pyEquals } from './python/equality.js';
export { toArray } from './python/iterate.js';
export { typeName } from './python/type-name.js';
export { requireHashable } from './python/hashable.js';
export { itemOf } from './python/get-attribute.js';
export { pyCompare } from './python/compare.js';
export { pyBinary } from './python/arithmetic.js';
export { demand, isUndefined, Undefined } from './python/undefined.js';
export type {
  CompiledExpression,
  CompiledTemplate,
  CompileOptions,
  Delimiters,
  EvalContext,
  Filter,
  Kwargs,
  Scope,
  Test,
} from './types.js';
