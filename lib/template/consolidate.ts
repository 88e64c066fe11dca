import type { Dict, Value } from '../core/value.js';
import { pyRepr, pyStr } from '../jinja/index.js';
import { filterError, isMapping, isSequence, itemsOf } from './python.js';

export interface ConsolidateChecks {
  readonly fail_missing_match_key: boolean;
  readonly fail_missing_match_value: boolean;
  readonly fail_duplicate: boolean;
}

interface Source {
  readonly name: Value;
  readonly match: Value;
  readonly data: readonly Dict[];
}

/** ansible.utils' `consolidate`: data of several sources side by side, by the value under each one's match key. */
export function consolidate(value: Value, checks: ConsolidateChecks): Dict {
  const items = itemsOf(value);
  const wrong = [...items.flatMap(missingIn), ...unknownIn(items)];
  if (wrong.length > 0) throw filterError(pyRepr(wrong));
  const sources = items.map(sourceOf);
  const missingKeys: string[] = [];
  const doubles: string[] = [];
  const found = sources.map(({ data, match }, n) => {
    const values = data.filter((item) => item.has(match)).map((item) => item.get(match)!);
    for (const [at, item] of data.entries())
      if (!item.has(match))
        missingKeys.push(
          `missing match key '${pyStr(match)}' in data source ${n + 1} in list entry ${at + 1}`,
        );
    if (new Set(values).size !== values.length) doubles.push(`duplicate values in data source ${n + 1}`);
    return new Set(values);
  });
  report('fail_missing_match_key', checks, missingKeys);
  report('fail_duplicate', checks, doubles);
  const all = [...new Set(found.flatMap((values) => [...values]))];
  const absent = found.flatMap((values, n) => {
    const missing = all.filter((one) => !values.has(one)).map(pyStr);
    return missing.length > 0 ? [`missing match value ${missing.join(', ')} in data source ${n + 1}`] : [];
  });
  report('fail_missing_match_value', checks, absent);
  return new Map(all.sort(byText).map((one) => [one, sideBySide(sources, one)]));
}

const required = ['data', 'match_key'];
const known = [...required, 'name'];

const missingIn = (item: Value): string[] => {
  const missing = isMapping(item) ? required.filter((name) => !item.has(name)) : [];
  return missing.length > 0
    ? [`missing required arguments: ${missing.join(', ')} found in data_sources`]
    : [];
};

function unknownIn(items: readonly Value[]): string[] {
  const names = items.flatMap((item) => (isMapping(item) ? [...item.keys()].map(pyStr) : []));
  const unknown = [...new Set(names.filter((name) => !known.includes(name)))].sort();
  const list = unknown.map((name) => `data_sources.${name}`).join(', ');
  return unknown.length > 0 ? [`${list}. Supported parameters include: ${known.join(', ')}.`] : [];
}

function sourceOf(value: Value): Source {
  const field = (name: string): Value => (isMapping(value) ? (value.get(name) ?? null) : null);
  const data = field('data');
  return {
    name: field('name'),
    match: field('match_key'),
    data: isSequence(data) ? data.filter(isMapping) : [],
  };
}

function report(check: keyof ConsolidateChecks, checks: ConsolidateChecks, wrong: readonly string[]): void {
  if (checks[check] && wrong.length > 0)
    throw filterError(`Error when using plugin 'consolidate': '${check}' reported ${wrong.join(', ')}`);
}

const byText = (a: Value, b: Value): number => (pyStr(a) < pyStr(b) ? -1 : 1);

function sideBySide(sources: readonly Source[], value: Value): Dict {
  const own = sources.map(({ name, data, match }): [Value, Value] => [
    name,
    data.findLast((item) => item.get(match) === value) ?? new Map<Value, Value>(),
  ]);
  return new Map(own);
}
