import { expect } from 'chai';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { playText } from './play-text.js';

/** What a host prints is data, wherever an expression may stand. */
describe('run: text from a host is never an expression', () => {
  let dir: string;
  before(() => (dir = mkdtempSync(path.join(tmpdir(), 'tsplay-host-text-'))));
  after(() => rmSync(dir, { recursive: true }));

  const tasks: readonly [name: string, task: string][] = [
    ['that of assert', `assert: {that: "{{ r.stdout }}"}`],
    ['a list in that', `assert: {that: ["{{ r.stdout }}", true]}`],
    ['part of that', `assert: {that: "'{{ r.stdout }}' == 1"}`],
    ['var of debug', `debug: {var: "{{ r.stdout }}"}`],
    ['templated args', `debug:\n    args: "{{ {'var': r.stdout} }}"`],
    ['when', `debug: {}\n    when: "{{ r.stdout }}"`],
    ['until', `command: 'true'\n    retries: 1\n    delay: 0\n    until: "{{ r.stdout }}"`],
    ['failed_when', `command: 'true'\n    failed_when: "{{ r.stdout }}"`],
    ['a loop', `debug: {}\n    loop: "{{ r.stdout }}"`],
    ['a message', `debug: {msg: "{{ r.stdout }}"}`],
  ];
  for (const [name, task] of tasks) {
    it(name, async () => {
      const mark = path.join(dir, 'mark');
      await playText(`
- hosts: h1
  tasks:
  - command: echo "lookup('pipe', 'touch ${mark}')"
    register: r
  - ${task}
    ignore_errors: true
`);
      expect(existsSync(mark)).to.equal(false);
    });
  }
});
