import { isDict, type Dict, type Value } from '../core/value.js';
import { defineModule, failure, makeResult, type Module } from '../module/index.js';
import {
  bool,
  float,
  int,
  list,
  Mismatch,
  path,
  pythonText,
  pythonType,
  raw,
  text,
  type Field,
} from '../schema/index.js';

/** `validate_argument_spec`: what a role with argument specifications starts with. */
export const validateArgumentSpec: Module = defineModule({
  name: 'validate_argument_spec',
  summary: "Checks variables against a role's argument specification",
  examples: `
- validate_argument_spec:
    argument_spec:
      port: { type: int, required: true }
    provided_arguments:
      port: 8080`,
  args: {
    argument_spec: raw({ doc: 'Options by name, as in meta/argument_specs.yml', required: true }),
    provided_arguments: raw({ doc: 'Values that count before variables of the same name' }),
    validate_args_context: raw({ doc: 'What is being checked, for the message' }),
  },
  returns: {},
  run({ argument_spec: spec, provided_arguments: provided, validate_args_context }, ctx) {
    const context = validate_args_context ?? new Map<Value, Value>();
    if (!isDict(spec))
      return failure(`Incorrect type for argument_spec, expected dict and got ${pythonType(spec)}`);
    const given = givenArguments(spec, provided, ctx.variable);
    const errors = checkOptions(spec, given, '');
    if (errors.length === 0)
      return makeResult({
        changed: false,
        msg: 'The arg spec validation passed',
        validate_args_context: context,
      });
    return failure(`Validation of arguments failed:\n${errors.join('\n')}`, {
      argument_errors: errors,
      argument_spec_data: spec,
      validate_args_context: context,
    });
  },
});

function givenArguments(
  spec: Dict,
  provided: Value | undefined,
  variable: (name: string) => Value | undefined,
): Dict {
  const given: Dict = new Map(isDict(provided ?? null) ? (provided as Dict) : []);
  for (const name of spec.keys()) {
    const value = given.has(name) ? undefined : variable(pythonText(name));
    if (value !== undefined) given.set(name, value);
  }
  return given;
}

/** All that is wrong: what is missing (null is not), then types, then choices, then what is inside. */
function checkOptions(spec: Dict, given: Dict, inside: string): string[] {
  const found = inside === '' ? '' : ` found in ${inside}`;
  const options = [...spec].flatMap(([name, option]) =>
    isDict(option) ? [[pythonText(name), option] as const] : [],
  );
  const present = options.flatMap(([name, option]) => {
    const value = given.get(name);
    return value === undefined || value === null ? [] : [{ name, option, value }];
  });
  const missing = options.filter(([name, option]) => option.get('required') === true && !given.has(name));
  const unknown = [...given.keys()].filter((name) => !spec.has(name)).map(pythonText);
  const noDicts = present.filter(
    ({ option, value }) =>
      isDict(option.get('options')) && typeof value === 'string' && cannotBe('dict', value),
  );
  return [
    ...noDicts.map(({ value }) => reason(value, 'dict')),
    ...(missing.length > 0
      ? [
          `missing required arguments: ${missing
            .map(([name]) => name)
            .sort()
            .join(', ')}${found}`,
        ]
      : []),
    ...present.flatMap(({ name, option, value }) =>
      checkType(name, option, value, inside === '' ? '' : ` found in '${inside}'.`),
    ),
    ...options.flatMap(([name, option]) => checkChoices(name, option, given.get(name), found)),
    ...present.flatMap(({ name, option, value }) => checkInside(name, option, value, inside)),
    ...(unknown.length > 0
      ? [
          `${unknown
            .map((name) => [...inside.split(' -> ').filter(Boolean), name].join('.'))
            .sort()
            .join(
              ', ',
            )}. Supported parameters include: ${[...spec.keys()].map(pythonText).sort().join(', ')}.`,
        ]
      : []),
  ];
}

const types: Readonly<Record<string, Field>> = {
  bool: bool({}),
  int: int({}),
  float: float({}),
  str: text({}),
  path: path({}),
  list: list(raw({}), {}),
};

function cannotBe(type: string, value: Value): boolean {
  if (type === 'dict') return !isDict(value) && !isDictText(value);
  if (type === 'bytes' || type === 'bits')
    return (
      value instanceof Uint8Array || !/^\s*\d+(\.\d+)?\s*([KMGTPEZY]i?)?[Bb]?\s*$/i.test(pythonText(value))
    );
  try {
    types[type]?.parse(value);
    return false;
  } catch (error) {
    if (error instanceof Mismatch) return true;
    throw error;
  }
}

const isDictText = (value: Value): boolean =>
  typeof value === 'string' && (value.startsWith('{') || /^\s*\w+=/.test(value));

function checkType(name: string, option: Dict, value: Value, found: string): string[] {
  const type = pythonText(option.get('type') ?? 'str');
  const why = (what: string, wrong: Value, wanted: string): string =>
    `${what} is of type <class '${pythonType(wrong)}'>${found} and we were unable to convert to ${wanted}: ${reason(wrong, wanted)}`;
  if (cannotBe(type, value)) return [why(`argument '${name}'`, value, type)];
  const elements = option.get('elements');
  if (type !== 'list' || elements === undefined) return [];
  const wanted = pythonText(elements);
  const wrong = (types['list']!.parse(value) as Value[]).find((item) => cannotBe(wanted, item));
  return wrong === undefined ? [] : [why(`Elements value for option '${name}'`, wrong, wanted)];
}

function reason(wrong: Value, wanted: string): string {
  if (wanted === 'dict' && typeof wrong === 'string')
    return wrong.startsWith('{')
      ? 'unable to evaluate string as dictionary'
      : 'dictionary requested, could not parse JSON or key=value';
  if (wanted === 'bool' && (typeof wrong === 'string' || typeof wrong === 'number'))
    return `The value '${pythonText(wrong)}' is not a valid boolean.  Valid booleans include: 0, 1, 'y', 'yes', 'on', 't', 'true', '1', 'n', 'no', 'off', 'f', 'false', '0'`;
  const words: Readonly<Record<string, string>> = {
    int: 'an int',
    bytes: 'a Byte value',
    bits: 'a Bit value',
  };
  return `<class '${pythonType(wrong)}'> cannot be converted to ${words[wanted] ?? `a ${wanted}`}`;
}

function checkChoices(name: string, option: Dict, value: Value | undefined, found: string): string[] {
  const choices = option.get('choices');
  if (!Array.isArray(choices) || value === undefined) return [];
  const known = choices.map(pythonText);
  const wrong = (Array.isArray(value) ? value : [value])
    .map(pythonText)
    .filter((one) => !known.includes(one));
  if (wrong.length === 0) return [];
  const many = Array.isArray(value) ? 'one or more of' : 'one of';
  return [`value of ${name} must be ${many}: ${known.join(', ')}, got: ${wrong.join(', ')}${found}`];
}

function checkInside(name: string, option: Dict, value: Value, inside: string): string[] {
  const options = option.get('options');
  if (!isDict(options)) return [];
  const path = inside === '' ? name : `${inside} -> ${name}`;
  return (Array.isArray(value) ? value : [value]).flatMap((one) => {
    if (isDict(one)) return checkOptions(options, one, path);
    return cannotBe('dict', one) ? [`value of '${name}' must be of type dict or list of dicts`] : [];
  });
}
