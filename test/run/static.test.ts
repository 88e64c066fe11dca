import { expect } from 'chai';

import { playText } from './play-text.js';

/** Mistakes that are found before any host is touched. */
const mistakes: readonly [name: string, task: string, message: string, hint: string | undefined][] = [
  ['an option', 'file: {path: /tmp/x, sate: absent}', 'sate', 'state'],
  ['a module', 'comand: "true"', 'comand', 'command'],
  ['a keyword', 'command: "true"\n    regster: r', 'regster', 'register'],
  ['a handler', 'command: "true"\n    notify: restrat', 'restrat', 'restart'],
];

describe('run: mistakes are told before any host is touched', () => {
  for (const [name, task, message, hint] of mistakes) {
    it(name, async () => {
      const { report, events } = await playText(`
- hosts: all
  tasks:
  - command: "true"
  - ${task}
  handlers:
  - {name: restart, debug: }
`);
      expect(report.exitCode).to.equal(1);
      expect(events.some((event) => event.type === 'task-start')).to.equal(false);
      const [problem] = report.problems;
      expect(problem!.message).to.include(message);
      expect(problem!.hint).to.include(hint!);
      expect(problem!.at!.line).to.be.within(4, 6);
    });
  }

  it('all of them at once', async () => {
    const { report } = await playText(
      '- hosts: all\n  tasks:\n  - file: {path: /x, a: 1}\n  - command: {cmd: x, b: 1}\n  - {debug: , notify: c}\n',
    );
    expect(report.problems.map((problem) => problem.at!.line)).to.deep.equal([3, 4, 5]);
  });

  it('but what the playbook expects to fail is left to the run', async () => {
    const { report } = await playText(
      '- hosts: h1\n  tasks:\n  - {file: {path: /x, a: 1}, ignore_errors: true}\n',
    );
    expect(report.exitCode).to.equal(0);
    expect(report.totals['h1']).to.include({ ignored: 1 });
  });

  const unreached: readonly [name: string, play: string][] = [
    ['under its own when', 'tasks:\n  - {file: {path: /x, color: red}, when: false}'],
    ['under an inherited when', 'tasks:\n  - when: false\n    block:\n    - file: {path: /x, color: red}'],
    ['with a missing argument', 'tasks:\n  - {copy: {content: x}, when: false}'],
    ['in a handler', 'tasks: []\n  handlers:\n  - {name: h, file: {path: /x, color: red}}'],
  ];
  for (const [name, play] of unreached) {
    it(`a task that may not be reached stops nothing: ${name}`, async () => {
      const { report, events } = await playText(`- hosts: h1\n  ${play}\n`);
      expect(report.problems).to.deep.equal([]);
      expect(report.exitCode).to.equal(0);
      const [warning] = events.filter((event) => event.type === 'warning');
      expect(warning!.message).to.match(/: the task fails on a host that reaches it/);
    });
  }

  it('but when it is reached it fails', async () => {
    const { report } = await playText(
      '- hosts: h1\n  tasks:\n  - {file: {path: /x, color: red}, when: true}\n',
    );
    expect(report.exitCode).to.equal(2);
    expect(report.totals['h1']).to.include({ failed: 1 });
  });

  it('and a typo is told whatever its when says', async () => {
    const { report } = await playText(
      '- hosts: h1\n  tasks:\n  - {file: {path: /x, sate: absent}, when: false}\n',
    );
    expect(report.exitCode).to.equal(1);
    expect(report.problems[0]!.hint).to.include('state');
  });
});
