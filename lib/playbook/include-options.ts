import { bool, dict, text, type Fields } from '../schema/index.js';

const file = text({ doc: 'A file of tasks, looked for where the task is written', required: true });
const apply = dict({ doc: 'Keywords for each of its tasks' });

const ofRole = {
  name: text({ doc: 'The role', required: true, aliases: ['role'] }),
  tasks_from: text({ doc: 'File of its tasks', fallback: 'main' }),
  vars_from: text({ doc: 'File of its variables', fallback: 'main' }),
  defaults_from: text({ doc: 'File of its defaults', fallback: 'main' }),
  handlers_from: text({ doc: 'File of its handlers', fallback: 'main' }),
  allow_duplicates: bool({ doc: 'Run it again where it has run already', fallback: true }),
  rolespec_validate: bool({ doc: 'Check its arguments first', fallback: true }),
};

/** Options of includes and imports, for the loader, their pages and the schema of editors. */
export const includeOptions = {
  include_tasks: { file, apply },
  import_tasks: { file },
  include_role: {
    ...ofRole,
    public: bool({ doc: 'Its variables and defaults stay for the tasks behind it', fallback: false }),
    apply,
  },
  import_role: ofRole,
} satisfies Readonly<Record<string, Fields>>;

/** Every name that an option of `action` may be written by; undefined for what is no include. */
export function includeOptionNames(action: string): readonly string[] | undefined {
  const fields: Fields | undefined = (includeOptions as Readonly<Record<string, Fields>>)[action];
  return fields && Object.entries(fields).flatMap(([name, { aliases }]) => [name, ...aliases]);
}
