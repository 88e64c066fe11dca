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

/** Their text is a file name or word, perhaps with `key=value` variables behind it. */
export const engineRawOptions: Readonly<Record<string, readonly string[] | 'any'>> = {
  include: 'any',
  include_tasks: ['file', 'apply'],
  import_playbook: 'any',
  import_tasks: ['file'],
  include_role: [
    'name',
    'tasks_from',
    'vars_from',
    'defaults_from',
    'handlers_from',
    'allow_duplicates',
    'public',
    'apply',
  ],
  import_role: ['name', 'tasks_from', 'vars_from', 'defaults_from', 'handlers_from', 'allow_duplicates'],
  meta: [],
};

export const isEngineAction = (name: string): boolean => engineActions.has(plainName(name));

export const engineActionNames = (): Iterable<string> => engineActions;

/** `copy` of `ansible.builtin.copy` and `ansible.legacy.copy`; other collections keep their name. */
export const plainName = (name: string): string => name.replace(/^ansible\.(builtin|legacy)\./, '');
