import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TsplayError } from '../core/problem.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import { plainMarkup, type Documented } from '../module/index.js';
import {
  bool,
  choice,
  dict,
  float,
  int,
  list,
  nested,
  path as pathField,
  pythonText,
  raw,
  text,
  type Field,
  type FieldOptions,
  type Fields,
} from '../schema/index.js';
import { loadYaml, loadYamlFile, toValue } from '../yaml/index.js';

/**
 * What the author of a module wrote about it: YAML in the texts `DOCUMENTATION`, `EXAMPLES` and `RETURN` of a script in
 * Python, or in `NAME.yml` beside a program, under these names.
 * @throws TsplayError when nothing is written, or it cannot be read
 */
export function documentOfFile(name: string, file: string): Documented {
  const written = besideProgram(file) ?? inScript(file);
  const page = written.get('DOCUMENTATION');
  if (!isDict(page))
    throw new TsplayError({
      code: 'undocumented-module',
      message: `the module ${name} (${file}) says nothing about itself`,
      hint: `it may have DOCUMENTATION, EXAMPLES and RETURN, or a file ${path.parse(file).name}.yml with these keys`,
    });
  const examples = written.get('EXAMPLES');
  return {
    name,
    summary: lastPointOff(words(page.get('short_description')) || `The module ${file}`),
    notes: [...paragraphs(page.get('description')), ...paragraphs(page.get('notes'))],
    args: fieldsOf(page.get('options')),
    returns: fieldsOf(written.get('RETURN')),
    ...(typeof examples === 'string' && { examples }),
  };
}

function besideProgram(file: string): Dict | undefined {
  const { dir, name } = path.parse(file);
  const beside = ['.yml', '.yaml'].map((ext) => path.join(dir, name + ext)).find((one) => existsSync(one));
  return beside === undefined ? undefined : dictOf(loadYamlFile(beside));
}

function inScript(file: string): Dict {
  const program = readFileSync(file, 'latin1');
  if (program.slice(0, 1024).includes('\0')) return new Map();
  const found = readFileSync(file, 'utf8').matchAll(
    /^(DOCUMENTATION|EXAMPLES|RETURN)\s*=\s*[urUR]{0,2}("""|''')([^]*?)\2/gm,
  );
  return new Map(
    [...found].map(([, key, , yaml]): [Value, Value] => [
      key!,
      key === 'EXAMPLES' ? yaml! : dictOf(loadYaml(yaml!, `${file}, ${key}`)),
    ]),
  );
}

const dictOf = ([document]: ReturnType<typeof loadYaml>): Dict => {
  const value = document ? toValue(document.root) : null;
  return isDict(value) ? value : new Map<Value, Value>();
};

const fieldsOf = (options: Value | undefined): Fields =>
  Object.fromEntries(
    [...(isDict(options) ? options : [])].map(([name, option]) => [
      pythonText(name),
      fieldOf(isDict(option) ? option : new Map<Value, Value>()),
    ]),
  );

function fieldOf(option: Dict): Field {
  const choices = option.get('choices');
  const about = {
    doc: lastPointOff(paragraphs(option.get('description')).join(' ')),
    required: option.get('required') === true,
    aliases: paragraphs(option.get('aliases')),
    secret: option.get('no_log') === true,
  };
  const field = isList(choices)
    ? choice(choices.map(pythonText), about)
    : fieldOfType(words(option.get('type')) || 'str', option, about);
  const fallback = option.get('default') ?? undefined;
  return fallback === undefined ? field : { ...field, fallback: field.parse(fallback) };
}

function fieldOfType(type: string, option: Dict, about: FieldOptions<never>): Field {
  const inside = fieldsOf(option.get('suboptions') ?? option.get('contains'));
  const shaped = Object.keys(inside).length > 0;
  if (type === 'list') {
    const elements = words(option.get('elements')) || 'raw';
    return list(shaped ? nested(inside, {}) : (scalars[elements] ?? raw)({}), about);
  }
  if (shaped) return nested(inside, about);
  return (scalars[type] ?? raw)(about);
}

const scalars: Readonly<Record<string, (about: FieldOptions<never>) => Field>> = {
  bool,
  dict,
  float,
  int,
  path: pathField,
  str: text,
};

const paragraphs = (value: Value | undefined): string[] =>
  (isList(value) ? value : [value ?? null]).filter((one) => one !== null).map(words);

const words = (value: Value | undefined): string =>
  value === undefined || value === null ? '' : plainMarkup(pythonText(value).trim());

/** Pages end their sentences themselves. */
const lastPointOff = (sentence: string): string => sentence.replace(/\.$/, '');
