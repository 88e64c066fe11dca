import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'group',
  summary: 'Manages groups of users',
  examples: `
- name: A group of the system
  group:
    name: app
    system: true`,
  args: {
    name: text({ doc: 'The group', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    gid: int({ doc: 'Its number' }),
    gid_min: int({ doc: 'Smallest number a new group gets' }),
    gid_max: int({ doc: 'Greatest number a new group gets' }),
    system: bool({ doc: 'A group of the system: a low number', fallback: false }),
    force: bool({ doc: 'With state=absent: although it is the own group of a user', fallback: false }),
    local: bool({ doc: 'Look only into /etc/group', fallback: false }),
    non_unique: bool({ doc: 'The number may be that of another group', fallback: false }),
  },
  rules: [{ kind: 'required_if', name: 'non_unique', is: true, names: ['gid'] }],
  returns: {
    name: text({ doc: 'The group' }),
    state: text({ doc: 'absent or present' }),
    gid: int({ doc: 'Its number' }),
    system: bool({ doc: 'As asked' }),
  },
  script: scriptBeside(import.meta.url, 'group.sh'),
});
