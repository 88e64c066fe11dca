import path from 'node:path';
import { atMost, type Case } from '../case.js';
import { delayProxy } from '../delay-proxy.js';
import { runPlaybook } from '../tools.js';

const ROUND_TRIP = 100;

export const farHost: Case = {
  name: 'far',
  summary: '100 unchanged tasks that do not depend on one another over a link of 100 ms',
  async run(site) {
    const proxy = await delayProxy(site.port, ROUND_TRIP / 2);
    try {
      site.trust(proxy.port);
      const inventory = site.inventory(1, { ansible_port: proxy.port });
      const top = path.join(site.dir, 'far');
      const time = async (count: number): Promise<number> => {
        const playbook = site.file(`far-${count}.yml`, unchanged(count, top));
        await runPlaybook(site, 'tsplay', { playbook, inventory: site.inventory(1) });
        return (await runPlaybook(site, 'tsplay', { playbook, inventory })).ms;
      };
      const one = await time(1);
      const hundred = await time(100);
      const trips = (hundred - one) / ROUND_TRIP;
      return [
        {
          name: 'far: 100 unchanged tasks, 100 ms away',
          measured: { 'one task': one, '100 tasks': hundred },
          goals: [atMost('round trips after connecting', trips, 20)],
        },
      ];
    } finally {
      proxy.close();
    }
  },
};

function unchanged(count: number, top: string): string {
  const kinds = [
    { file: { path: `${top}-dir`, state: 'directory', mode: '0755' } },
    { copy: { content: 'same\n', dest: `${top}-file` } },
    { command: { cmd: 'true' }, changed_when: false },
  ];
  const tasks = Array.from({ length: count }, (_, n) => ({ name: `t${n}`, ...kinds[n % kinds.length] }));
  return JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }], undefined, 1);
}
