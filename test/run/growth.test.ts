import { expect } from 'chai';

import { playText } from './play-text.js';

/** A playbook of a size, and how many hosts it runs on. */
type Grown = (size: number) => { readonly text: string; readonly hosts?: number };

const play = (tasks: string, more = ''): string =>
  `- hosts: all\n  gather_facts: false\n${more}  tasks:\n${tasks}`;
const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('');

const shapes: Readonly<Record<string, readonly [start: number, Grown]>> = {
  tasks: [400, (n) => ({ text: play(lines(n, () => '    - debug: {msg: x}')) })],
  'skipped tasks': [600, (n) => ({ text: play(lines(n, () => '    - debug: {msg: x}\n      when: false')) })],
  'tasks that notify': [
    400,
    (n) => ({
      text: `${play(lines(n, () => '    - debug: {msg: x}\n      notify: h'))}  handlers:\n    - name: h\n      debug: {msg: x}\n`,
    }),
  ],
  hosts: [100, (n) => ({ text: play(lines(3, () => '    - debug: {msg: x}')), hosts: n })],
  items: [600, (n) => ({ text: play(`    - debug: {msg: x}\n      loop: "{{ range(${n}) | list }}"\n`) })],
  variables: [
    1500,
    (n) => ({
      text: play(
        `    - debug: {msg: "{{ v${n - 1} }}"}\n`,
        `  vars:\n${lines(n, (i) => `    v${i}: "{{ ${i} }}"`)}`,
      ),
    }),
  ],
  'bytes of output': [
    1_000_000,
    (n) => ({ text: play(`    - shell: head -c ${n} /dev/zero | tr '\\0' x | fold\n      register: r\n`) }),
  ],
};

// Four times as much work takes about four times the CPU; what is quadratic takes sixteen times, and four times at the first doubling.
describe('run: cost grows no faster than the work', function () {
  this.timeout(120_000);

  for (const [name, [start, grown]] of Object.entries(shapes)) {
    it(name, async () => {
      await cpuOf(grown(start));
      const [one, two, four] = [
        await leastCpu(grown(start)),
        await leastCpu(grown(2 * start)),
        await leastCpu(grown(4 * start)),
      ];
      const told = `${one}, ${two}, ${four} µs for ${start} and two and four times as many`;
      expect(two / one, told).to.be.below(4);
      expect(four / one, told).to.be.below(8);
    });
  }
});

/** A busy machine makes a run dearer, never cheaper. */
async function leastCpu(work: ReturnType<Grown>): Promise<number> {
  return Math.min(await cpuOf(work), await cpuOf(work));
}

async function cpuOf({ text, hosts = 1 }: ReturnType<Grown>): Promise<number> {
  const before = process.cpuUsage();
  const { report } = await playText(text, { hosts: Array.from({ length: hosts }, (_, n) => `h${n}`) });
  expect(report.exitCode).to.equal(0);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
