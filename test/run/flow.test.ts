import { expect } from 'chai';

import { playText } from './play-text.js';

/** Playbooks on local shells; `lines` is `task host status` of everything that happened, in order. */
const cases: readonly {
  readonly name: string;
  readonly play: string;
  readonly lines: readonly string[];
  readonly exit?: number;
  readonly hosts?: readonly string[];
}[] = [
  {
    name: 'a failed host leaves, the others go on',
    play: `
- hosts: all
  tasks:
  - {name: a, command: test $HOST = h2, environment: {HOST: "{{ inventory_hostname }}"}, when: inventory_hostname == 'h1'}
  - {name: b, command: "true"}
`,
    lines: ['a h1 failed', 'a h2 skipped', 'b h2 changed'],
    exit: 2,
  },
  {
    name: 'a keyword that cannot be rendered for an item ends the loop, needed or not',
    play: `
- hosts: h1
  tasks:
  - {name: a, shell: "echo {{ item }} >>/dev/null", loop: [1, 2, 3], become: "{{ item == 2 and nosuch }}", register: r, ignore_errors: true}
  - {name: b, debug: {msg: x}, become_user: "{{ nosuch }}", ignore_errors: true}
  - {name: c, debug: {msg: x}, failed_when: "r.results is defined or r is not failed"}
`,
    lines: ['a h1 failed ignored', 'b h1 failed ignored', 'c h1 ok'],
    exit: 0,
  },
  {
    name: 'rescue takes a failure and always runs for all',
    play: `
- hosts: all
  tasks:
  - block:
    - {name: a, command: "false", when: inventory_hostname == 'h1'}
    - {name: b, debug: {msg: b}}
    rescue:
    - {name: c, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.rc }}"}}
    always:
    - {name: d, debug: {msg: d}}
  - {name: e, debug: {msg: e}}
`,
    lines: ['a h1 failed', 'a h2 skipped', 'b h2 ok', 'c h1 ok', 'd h1 ok', 'd h2 ok', 'e h1 ok', 'e h2 ok'],
    exit: 0,
  },
  {
    name: 'a failure in rescue falls outward, always still runs',
    play: `
- hosts: h1
  tasks:
  - block:
    - block:
      - {name: a, command: "false"}
      rescue:
      - {name: b, command: "false"}
      always:
      - {name: c, debug: {msg: c}}
    rescue:
    - {name: d, debug: {msg: d}}
  - {name: e, debug: {msg: e}}
`,
    lines: ['a h1 failed', 'b h1 failed', 'c h1 ok', 'd h1 ok', 'e h1 ok'],
    exit: 0,
  },
  {
    name: 'any_errors_fatal finishes the task and runs always everywhere',
    play: `
- hosts: all
  any_errors_fatal: true
  tasks:
  - block:
    - {name: a, command: "test {{ inventory_hostname }} = h2"}
    - {name: b, debug: {msg: b}}
    always:
    - {name: c, debug: {msg: c}}
  - {name: d, debug: {msg: d}}
- hosts: all
  tasks: [{name: e, debug: {msg: e}}]
`,
    lines: ['a h1 failed', 'a h2 changed', 'c h1 ok', 'c h2 ok'],
    exit: 2,
  },
  {
    name: 'a task that every host fails ends the run',
    play: `
- hosts: h1
  tasks: [{name: a, command: "false"}]
- hosts: h2
  tasks: [{name: b, command: "true"}]
`,
    lines: ['a h1 failed'],
    exit: 2,
  },
  {
    name: 'run_once gives its result to all',
    play: `
- hosts: all
  tasks:
  - {name: a, command: "echo {{ inventory_hostname }}", run_once: true, register: r}
  - {name: b, debug: {msg: "{{ r.stdout }}"}, failed_when: r.stdout != 'h1'}
`,
    lines: ['a h1 changed', 'b h1 ok', 'b h2 ok'],
    exit: 0,
  },
  {
    name: 'handlers run once, in order of definition, also what they notify',
    play: `
- hosts: h1
  tasks:
  - {name: a, command: "true", notify: [second, first]}
  - {name: b, command: "true", notify: second}
  - {name: c, command: "true", changed_when: false, notify: third}
  handlers:
  - {name: first, command: "true", notify: last}
  - {name: second, debug: {msg: x}}
  - {name: third, debug: {msg: x}}
  - {name: last, debug: {msg: x}}
`,
    lines: ['a h1 changed', 'b h1 changed', 'c h1 ok', 'first h1 changed', 'second h1 ok', 'last h1 ok'],
    exit: 0,
  },
  {
    name: 'a lost host is unreachable, the others go on',
    play: `
- hosts: all
  tasks:
  - {name: a, command: "kill -9 $PPID", when: inventory_hostname == 'h1', vars: {ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: 1}}
  - {name: b, debug: {msg: b}}
`,
    lines: ['a h2 skipped', 'a h1 unreachable', 'b h2 ok'],
    exit: 4,
  },
  {
    name: 'failed and lost hosts together are exit code 6',
    play: `
- hosts: all
  tasks:
  - {name: a, command: "false", when: inventory_hostname == 'h2'}
  - {name: b, command: "true", vars: {ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: 1}}
`,
    lines: ['a h1 skipped', 'a h2 failed', 'b h1 unreachable'],
    exit: 6,
  },
  {
    name: 'free: hosts do not wait for each other',
    play: `
- hosts: all
  strategy: free
  tasks:
  - {name: a, command: sleep 0.4, when: inventory_hostname == 'h1'}
  - {name: b, command: "true"}
`,
    lines: ['a h2 skipped', 'b h2 changed', 'a h1 changed', 'b h1 changed'],
    exit: 0,
  },
];

describe('run: the way through a play', () => {
  for (const { name, play, lines, exit } of cases) {
    it(name, async () => {
      const played = await playText(play);
      expect(played.report.problems).to.deep.equal([]);
      expect(inSteps(played.lines)).to.deep.equal(inSteps(lines));
      expect(played.report.exitCode).to.equal(exit ?? 0);
    });
  }
});

/** Hosts of one task may end in any order, except in `free` plays, which have one line a task here. */
function inSteps(lines: readonly string[]): string[] {
  const steps: string[][] = [];
  for (const line of lines) {
    const task = line.split(' ')[0];
    if (steps.at(-1)?.[0]?.split(' ')[0] === task) steps.at(-1)!.push(line);
    else steps.push([line]);
  }
  return steps.flatMap((step) => step.sort());
}
