import type { Json } from '../core/json.js';
import { pythonStr } from './python-text.js';

/** One of a result's `deprecations` in the words that Ansible's callbacks print it with. */
export function deprecationText(told: Readonly<Record<string, Json>>): string {
  const said = pythonStr(told['msg'] ?? '').trim();
  const message = /[^!?.]$/.test(said) ? `${said}.` : said;
  const collection = told['collection_name'] ?? null;
  const name = collection === 'ansible.builtin' ? 'ansible-core' : pythonStr(collection);
  return [
    message,
    'This feature will be removed',
    ...(collection === null ? [] : [`from ${name}`]),
    `in ${whenOf(told)}.`,
    'Deprecation warnings can be disabled by setting deprecation_warnings=False in ansible.cfg.',
  ].join(' ');
}

function whenOf({ date = null, version = null }: Readonly<Record<string, Json>>): string {
  if (date !== null) return `a release after ${pythonStr(date)}`;
  return version === null ? 'a future release' : `version ${pythonStr(version)}`;
}
