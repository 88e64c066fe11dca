import { defineModule, makeResult } from '../../lib/module/index.js';
import { list, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'group_by',
  summary: 'Puts each host into a group named by a value',
  examples: `
- name: Groups os_debian, os_fedora, …
  group_by:
    key: os_{{ ansible_facts.distribution | lower }}`,
  args: {
    key: text({
      doc: 'Name of the group',
      required: true,
      missing: "the 'key' param is required when using group_by",
    }),
    parents: list(text({}), { doc: 'Groups that the group belongs to', fallback: ['all'] }),
  },
  returns: { add_group: text({ doc: 'The group' }), parent_groups: list(text({}), { doc: 'Its parents' }) },
  run(args) {
    const name = (group: string): string => group.replaceAll(' ', '-');
    return makeResult({ changed: false, add_group: name(args.key), parent_groups: args.parents.map(name) });
  },
});
