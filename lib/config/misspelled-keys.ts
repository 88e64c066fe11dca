import { didYouMean } from '../core/suggest.js';

import type { IniSections } from './parse-ini.js';
import { settings } from './setting.js';

/**
 * Warnings of sections and keys of an ansible.cfg that mean nothing and look like ones that do: `[default]`,
 * `fork = 3`. Others are those of plug-ins.
 */
export function misspelledKeys(ini: IniSections, file: string): string[] {
  const known = keysBySection();
  return [...ini].flatMap(([section, entries]) => {
    const keys = known.get(section);
    if (!keys) return warn(file, `there is no section [${section}]`, didYouMean(section, known.keys()));
    return [...entries.keys()]
      .filter((key) => !keys.has(key))
      .flatMap((key) => warn(file, `there is no setting '${key}' in [${section}]`, didYouMean(key, keys)));
  });
}

const warn = (file: string, message: string, hint: string | undefined): string[] =>
  hint === undefined ? [] : [`${file}: ${message} (${hint})`];

function keysBySection(): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const { ini } of settings().values())
    for (const { section, key } of ini) {
      const keys = known.get(section) ?? new Set<string>();
      known.set(section, keys.add(key.toLowerCase()));
    }
  return known;
}
