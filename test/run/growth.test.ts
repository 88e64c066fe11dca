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
    3000,
    (n) => ({
      text: play(
        `    - debug: {msg: "{{ v${n - 1} }}"}\n`,
        `  vars:\n${lines(n, (i) => `    v${i}: "{{ ${i} }}"`)}`,
      ),
    }),
  ],
  'bytes of output': [
    4_000_000,
    (n) => ({ text: play(`    - shell: head -c ${n} /dev/zero | tr '\\0' x | fold\n      register: r\n`) }),
  ],
};

// Four times as much work takes about four times the CPU; what is quadratic takes sixteen times, and four times at the first doubling.
describe('run: cost grows no faster than the work', function () {
  this.timeout(120_000);

  for (const [name, [start, grown]] of Object.entries(shapes)) {
    it(name, async () => {
      const sizes = [start, 2 * start, 4 * start];
      let least = [Infinity, Infinity, Infinity];
      // What else runs, compiles or collects garbage makes a measurement dearer, never cheaper: only the least tells.
      await cpuOf(grown(start));
      for (let round = 0; round < 2 || (round < MOST_ROUNDS && !keepsPace(least)); round++) {
        const now: number[] = [];
        for (const size of sizes) now.push(await cpuOf(grown(size)));
        least = least.map((before, n) => Math.min(before, now[n]!));
      }
      expect(keepsPace(least), `${least.join(', ')} µs for ${sizes.join(', ')}`).to.equal(true);
    });
  }
});

const MOST_ROUNDS = 8;

function keepsPace([one, two, four]: readonly number[]): boolean {
  return two! / one! < 4 && four! / one! < 8;
}

async function cpuOf({ text, hosts = 1 }: ReturnType<Grown>): Promise<number> {
  const before = process.cpuUsage();
  const { report } = await playText(text, { hosts: Array.from({ length: hosts }, (_, n) => `h${n}`) });
  expect(report.exitCode).to.equal(0);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
