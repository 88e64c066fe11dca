import { includeOptionNames } from './include-options.js';

/** Actions that the loader and the engine carry out themselves; they are written like modules. */
const engineActions = new Set([
  'include',
  'include_tasks',
  'include_role',
  'import_tasks',
  'import_role',
  'import_playbook',
  'meta',
]);

/** Replaced by what they name while a playbook is read. */
export const importNames: ReadonlySet<string> = new Set(['import_tasks', 'import_role', 'import_playbook']);

/** What may stand as `key=value` in the text of an engine action, which is a file name or a word otherwise. */
export const engineRawOptions = (name: string): readonly string[] | 'any' | undefined =>
  name === 'include' || name === 'import_playbook' ? 'any' : name === 'meta' ? [] : includeOptionNames(name);

export const isEngineAction = (name: string): boolean => engineActions.has(plainName(name));

export const engineActionNames = (): Iterable<string> => engineActions;

/** `copy` of `ansible.builtin.copy` and `ansible.legacy.copy`; other collections keep their name. */
export const plainName = (name: string): string => name.replace(/^ansible\.(builtin|legacy)\./, '');
