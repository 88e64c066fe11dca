import { randomBytes } from 'node:crypto';

import { expect } from 'chai';

import { loadConfig } from '../../lib/config/index.js';

import { playText } from './play-text.js';

describe('run: nothing secret in any event', () => {
  const canary = randomBytes(9).toString('hex');
  const plays: readonly [name: string, task: string][] = [
    ['a result', `{command: "echo ${canary}", no_log: true}`],
    ['a failure', `{fail: {msg: ${canary}}, no_log: true, ignore_errors: true}`],
    ['items and their labels', `{command: "echo {{ item }}", loop: [${canary}], no_log: true}`],
    [
      'a failed expression',
      `{debug: {msg: "{{ '${canary}' | nosuchfilter }}"}, no_log: true, ignore_errors: true}`,
    ],
    [
      'an undefined variable beside it',
      `{debug: {msg: "{{ '${canary}' ~ nope.x }}"}, no_log: true, ignore_errors: true}`,
    ],
    [
      'retries',
      `{command: "sh -c 'echo ${canary}; false'", no_log: true, until: false, retries: 1, delay: 0, ignore_errors: true}`,
    ],
    ['a templated no_log', `{command: "echo ${canary}", no_log: "{{ true }}"}`],
    ['a broken no_log', `{command: "echo ${canary}", no_log: "{{ nope }}", ignore_errors: true}`],
  ];
  for (const [name, task] of plays) {
    it(name, async () => {
      const { events, report } = await playText(`- hosts: h1\n  tasks:\n  - ${task}\n`, { verbosity: 4 });
      expect(report.problems).to.deep.equal([]);
      expect(JSON.stringify(events)).to.not.include(canary);
      expect(JSON.stringify(events)).to.include('censored');
    });
  }

  it('no_log of the configuration hides retries and arguments too', async () => {
    const config = loadConfig({ file: null, env: { ANSIBLE_NO_LOG: 'yes' } });
    const task = `{command: "sh -c 'echo ${canary}; false'", until: false, retries: 1, delay: 0, ignore_errors: true}`;
    const { events } = await playText(`- hosts: h1\n  tasks:\n  - ${task}\n`, {
      config,
      tellArguments: true,
    });
    expect(events.map(({ type }) => type)).to.include('retry');
    expect(JSON.stringify(events)).to.not.include(canary);
  });

  it('values told to the run are masked wherever they turn up', async () => {
    const { events } = await playText(`- hosts: h1\n  tasks:\n  - command: "echo ${canary}"\n`, {
      secrets: [canary],
    });
    expect(JSON.stringify(events)).to.not.include(canary);
    expect(JSON.stringify(events)).to.include('********');
  });
});
