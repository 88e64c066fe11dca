import type { Documented } from '../module/index.js';
import { includeOptions } from '../playbook/index.js';
import { choice, raw, text } from '../schema/index.js';
import { makeAsyncStatus } from './async-status.js';
import { parallel } from './engine-modules.js';
import { configOf } from './settings.js';
import { validateArgumentSpec } from './validate-argument-spec.js';

/** What is written like a module and carried out by the loader and the engine; `tsplay doc` tells of it. */
export const engineDocuments: readonly Documented[] = [
  makeAsyncStatus(new Map(), () => configOf({})),
  validateArgumentSpec,
  {
    name: 'gather_facts',
    summary: 'Collects facts of the host, by the modules of `ansible_facts_modules`',
    notes: ['Takes the options of `setup` too. A play does it first, unless it says gather_facts: false.'],
    examples: `
- gather_facts:
    gather_subset: [network]`,
    args: { parallel },
    returns: { ansible_facts: raw({ doc: 'The facts' }) },
  },
  {
    name: 'meta',
    summary: 'Tells the engine to do something between tasks',
    freeForm: 'free_form',
    examples: `
- name: Restart now what was notified
  meta: flush_handlers`,
    args: {
      free_form: choice(
        [
          ...['clear_facts', 'clear_host_errors', 'end_batch', 'end_host', 'end_play', 'flush_handlers'],
          ...['noop', 'refresh_inventory', 'reset_connection'],
        ] as const,
        { doc: 'What', required: true },
      ),
    },
    returns: {},
  },
  {
    name: 'import_playbook',
    summary: 'Puts the plays of another playbook in this place, while the playbook is read',
    notes: ['Stands where a play stands; `when`, `vars` and `tags` beside it hold for all its plays.'],
    freeForm: 'free-form',
    examples: `
- import_playbook: databases.yml`,
    args: { 'free-form': text({ doc: 'The file', required: true }) },
    returns: {},
  },
  {
    name: 'import_tasks',
    summary: 'Puts the tasks of a file in this place, while the playbook is read',
    notes: ['Keywords beside it (`when`, `tags`, `become`…) hold for each of its tasks.'],
    freeForm: 'file',
    examples: `
- import_tasks: web.yml
  tags: [web]`,
    args: includeOptions.import_tasks,
    returns: {},
  },
  {
    name: 'import_role',
    summary: 'Puts the tasks of a role in this place, while the playbook is read',
    notes: ['Keywords beside it hold for each of its tasks.'],
    examples: `
- import_role:
    name: web`,
    args: includeOptions.import_role,
    returns: {},
  },
  {
    name: 'include_tasks',
    summary: 'Runs the tasks of a file, which is read when a host comes here',
    notes: ['Keywords beside it are for the include itself; `apply` hands some on to its tasks.'],
    freeForm: 'file',
    examples: `
- include_tasks:
    file: web.yml
    apply:
      tags: [web]
  when: inventory_hostname is defined`,
    args: includeOptions.include_tasks,
    returns: {},
  },
  {
    name: 'include_role',
    summary: 'Runs the tasks of a role, which is read when a host comes here',
    notes: ['Keywords beside it are for the include itself; `apply` hands some on to its tasks.'],
    examples: `
- include_role:
    name: "{{ item }}"
  loop: [web]`,
    args: includeOptions.include_role,
    returns: {},
  },
];
