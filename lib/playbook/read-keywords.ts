import { didYouMean } from '../core/suggest.js';
import type { SourcePos } from '../core/position.js';
import type { Dict, Value } from '../core/value.js';
import { isDict, isList } from '../core/value.js';
import { isVariableName, variableNameHint } from '../core/variable-name.js';
import { toValue, type YamlEntry, type YamlMap } from '../yaml/index.js';
import { pythonText } from '../schema/index.js';
import { isKeyword, keywordNames, type KeywordPlace } from './keywords.js';
import type { ProblemList } from './problem-list.js';
import type { Keyword, Keywords } from './types.js';

/** Keys that hold tasks, roles or plays: they are read by those who know them, never as plain values. */
const structural = new Set([
  'tasks',
  'pre_tasks',
  'post_tasks',
  'handlers',
  'roles',
  'block',
  'rescue',
  'always',
]);

/** The written keywords of a play, role, block or task; entries that are no keyword are answered in `others`. */
export function readKeywords(map: YamlMap, place: KeywordPlace): { keywords: Keywords; others: YamlEntry[] } {
  const keywords = new Map<string, Keyword>();
  const others: YamlEntry[] = [];
  for (const entry of map.entries) {
    const name = pythonText(entry.key);
    if (typeof entry.key !== 'string' || !isKeyword(name, place)) others.push(entry);
    else if (!structural.has(name)) keywords.set(name, readKeyword(entry));
  }
  return { keywords, others };
}

export function readKeyword(entry: YamlEntry): Keyword {
  return {
    name: pythonText(entry.key),
    value: toValue(entry.value),
    at: entry.keyAt,
    valueAt: entry.value.at,
  };
}

/** `vars:` is a dict, a list of dicts (merged in order) or nothing. */
export function readVars(keywords: Keywords, problems: ProblemList): Dict {
  const keyword = keywords.get('vars');
  const vars: Dict = new Map();
  if (!keyword || keyword.value === null) return vars;
  for (const part of isList(keyword.value) ? keyword.value : [keyword.value]) {
    if (isDict(part)) for (const [name, value] of part) addVar(vars, name, value, keyword.at, problems);
    else problems.add('bad-vars', 'vars is a dictionary, or a list of dictionaries', keyword.valueAt);
  }
  return vars;
}

function addVar(vars: Dict, name: Value, value: Value, at: SourcePos, problems: ProblemList): void {
  if (isVariableName(name)) vars.set(name, value);
  else
    problems.add(
      'bad-variable-name',
      `'${pythonText(name)}' is not a valid variable name`,
      at,
      variableNameHint(pythonText(name)),
    );
}

/** Reports a key that means nothing where it stands. */
export function reportUnknownKeyword(entry: YamlEntry, place: KeywordPlace, problems: ProblemList): void {
  const name = pythonText(entry.key);
  const hint = didYouMean(name, keywordNames(place));
  problems.add(
    'unknown-keyword',
    `'${name}' is not a valid attribute for a ${titleOf[place]}`,
    entry.keyAt,
    hint,
  );
}

const titleOf: Readonly<Record<KeywordPlace, string>> = {
  play: 'Play',
  role: 'Role',
  block: 'Block',
  task: 'Task',
  handler: 'Handler',
};
