import { mergeDicts } from '../core/merge-dicts.js';
import { TsplayError } from '../core/problem.js';
import { isDict, trustText, type Dict } from '../core/value.js';
import { parseKeyValue } from '../playbook/index.js';
import { loadYaml, loadYamlFile, toValue, type YamlOptions } from '../yaml/index.js';

/**
 * The variables of all `-e`: `key=value` text, a YAML or JSON dictionary, or `@file`. Later ones win.
 *
 * @example readExtraVars(['a=1 b="x y"', '{c: [1, 2]}', '@vars.yml'])
 */
export function readExtraVars(texts: readonly string[], options: ExtraVarsOptions = {}): Dict {
  let vars: Dict = new Map();
  for (const text of texts)
    vars = options.merge
      ? mergeDicts(vars, readOne(text, options))
      : new Map([...vars, ...readOne(text, options)]);
  return vars;
}

export interface ExtraVarsOptions extends Pick<YamlOptions, 'decrypt' | 'duplicateKeys'> {
  /** Dictionaries of two `-e` merge (hash_behaviour). */
  readonly merge?: boolean;
}

function readOne(text: string, yaml: ExtraVarsOptions): Dict {
  if (text.startsWith('@')) return dictOf(toValue(loadYamlFile(text.slice(1), yaml)[0]!.root), text);
  if (/^\s*[[{]/.test(text)) return dictOf(toValue(loadYaml(text, '--extra-vars', yaml)[0]!.root), text);
  const { options, raw } = parseKeyValue(text);
  if (raw.trim() !== '') {
    if (/^\s*\w+:\s/.test(text)) return dictOf(toValue(loadYaml(text, '--extra-vars', yaml)[0]!.root), text);
    throw notVars(text);
  }
  return new Map(
    [...options].map(([name, value]) => [
      name,
      trustText(value, { file: '--extra-vars', line: 1, column: 1 }),
    ]),
  );
}

function dictOf(value: unknown, text: string): Dict {
  if (isDict(value)) return value;
  if (value === null) return new Map();
  throw notVars(text);
}

const notVars = (text: string): TsplayError =>
  new TsplayError({
    code: 'bad-extra-vars',
    message: `--extra-vars '${text}' is not a set of variables`,
    hint: 'write key=value, a YAML or JSON dictionary, or @file',
  });
