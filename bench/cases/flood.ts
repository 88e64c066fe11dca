import { atMost, type Case } from '../case.js';
import { runPlaybook } from '../tools.js';

export const flood: Case = {
  name: 'flood',
  summary: 'a command that prints 1 GB (quick: 200 MB) without a newline: the runner keeps 10 MB of it',
  async run(site, { quick }) {
    const size = quick ? 200 : 1000;
    const command = `head -c ${size}000000 /dev/zero | tr '\\0' a`;
    const playbook = site.file(
      'flood.yml',
      JSON.stringify([
        {
          hosts: 'all',
          gather_facts: false,
          tasks: [
            { shell: command, register: 'flood' },
            { assert: { that: ['flood.rc == 0', 'flood.stdout | length > 1000'] } },
          ],
        },
      ]),
    );
    const { ms, rssMb } = await runPlaybook(site, 'tsplay', { playbook, inventory: site.inventory(1) });
    return [
      {
        name: `flood: a command prints ${size} MB`,
        measured: { tsplay: ms },
        goals: [atMost('resident memory, MB', rssMb, 200)],
      },
    ];
  },
};
