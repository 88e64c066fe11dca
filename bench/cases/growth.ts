import { atMost, type Case, type Row } from '../case.js';
import type { Site } from '../site.js';
import { runPlaybook } from '../tools.js';

const play = (tasks: string, vars = ''): string =>
  `- hosts: all\n  gather_facts: false\n${vars}  tasks:\n${tasks}`;

/** Playbook and inventory of a size. */
type Grown = (size: number) => { readonly text: string; readonly hosts?: number };

const shapes: Readonly<Record<string, readonly [start: number, Grown]>> = {
  tasks: [2000, (n) => ({ text: play('    - debug: {msg: x}\n'.repeat(n)) })],
  hosts: [250, (n) => ({ text: play('    - debug: {msg: x}\n'.repeat(5)), hosts: n })],
  items: [2000, (n) => ({ text: play(`    - debug: {msg: x}\n      loop: "{{ range(${n}) | list }}"\n`) })],
  variables: [
    4000,
    (n) => ({
      text: play(
        `    - debug: {msg: "{{ v${n - 1} }}"}\n`,
        `  vars:\n${Array.from({ length: n }, (_, i) => `    v${i}: "{{ ${i} }}"\n`).join('')}`,
      ),
    }),
  ],
  output: [
    4_000_000,
    (n) => ({ text: play(`    - shell: head -c ${n} /dev/zero | tr '\\\\0' x | fold\n      register: r\n`) }),
  ],
};

export const growth: Case = {
  name: 'growth',
  summary: 'sizes n, 2n and 4n of tasks, hosts, items, variables and output: no quadratic behaviour',
  async run(site, { quick }) {
    const empty = await time(site, 'empty', { text: play('    - debug: {msg: x}\n') });
    const rows: Row[] = [];
    for (const [name, [largest, grown]] of Object.entries(shapes)) {
      const start = quick ? largest / 2 : largest;
      const sizes = [start, 2 * start, 4 * start];
      const measured: Record<string, number> = {};
      for (const size of sizes)
        measured[String(size)] = (await time(site, `${name}-${size}`, grown(size))) - empty;
      // what takes less than half a start cannot be told from noise
      const [one, , four] = sizes.map((size) => Math.max(empty / 2, measured[String(size)]!));
      // linear is 4, quadratic 16
      rows.push({ name: `growth: ${name}`, measured, goals: [atMost('4n / n', four! / one!, 7)] });
    }
    return rows;
  },
};

async function time(site: Site, name: string, { text, hosts = 1 }: ReturnType<Grown>): Promise<number> {
  const lines = Array.from({ length: hosts }, (_, n) => `h${n} ansible_connection=local\n`).join('');
  const inventory = site.file(`growth-${name}.ini`, lines);
  const playbook = site.file(`growth-${name}.yml`, text);
  return (await runPlaybook(site, 'tsplay', { playbook, inventory })).ms;
}
