import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { loadConfig } from '../../lib/config/index.js';
import { playText } from './play-text.js';

/** What is wrong with files, and what a rescue cannot make up for. */
describe('run: playbooks that are none', () => {
  const play = (tasks: string): string => `- hosts: h1\n  tasks:\n${tasks}`;

  for (const [tasks, asAnsible] of [
    ['  - debug: {msg: "a}\n', 4],
    ['  - {debug: , wehn: false}\n', 4],
    ['  - import_tasks: nothing.yml\n', 1],
    ['  - import_role: {name: nobody}\n', 1],
  ] as const) {
    it(`exit code 1, or ${asAnsible} as with Ansible: ${tasks.trim()}`, async () => {
      const code = async (exitCodes?: 'ansible'): Promise<number> =>
        (await playText(play(tasks), exitCodes ? { exitCodes } : {})).report.exitCode;
      expect([await code(), await code('ansible')]).to.deep.equal([1, asAnsible]);
    });
  }

  it('a mistake in an included file ends the run, a file that is not there is rescued', async () => {
    const block = play(`
  - block:
    - include_tasks: in.yml
    rescue:
    - {name: saved, debug: }
  - {name: after, debug: }
`);
    const broken = await playText(block, { files: { 'in.yml': '- debug: {msg: "a}\n' } });
    expect(broken.report.exitCode).to.equal(1);
    expect(broken.lines).to.deep.equal(['included include_tasks h1']);
    const missing = await playText(block);
    expect(missing.report.exitCode).to.equal(0);
    expect(missing.lines.slice(-2)).to.deep.equal(['saved h1 ok', 'after h1 ok']);
  });

  it('no rescue for a module that nobody has', async () => {
    const { lines, report } = await playText(
      play(`
  - block:
    - {name: strange, some.where.thing: }
    rescue:
    - {name: saved, debug: }
    always:
    - {name: last, debug: }
`),
    );
    expect(lines).to.deep.equal(['strange h1 failed', 'last h1 ok']);
    expect(report.totals['h1']).to.include({ failed: 1, rescued: 0 });
    expect(report.exitCode).to.equal(2);
  });

  for (const [mode, exitCode, warnings] of [
    ['warn', 0, 2],
    ['ignore', 0, 0],
    ['error', 1, 0],
  ] as const) {
    it(`keys that are there twice: ${mode}`, async () => {
      const { report, events } = await playText(
        '- hosts: h1\n  vars: {a: 1, a: 2}\n  vars_files: [more.yml]\n  tasks:\n  - assert: {that: [a == 2, b == 2]}\n',
        {
          files: { 'more.yml': 'b: 1\nb: 2\n' },
          config: loadConfig({ file: null, env: { ANSIBLE_DUPLICATE_YAML_DICT_KEY: mode } }),
        },
      );
      expect(report.exitCode).to.equal(exitCode);
      const told = events.filter(
        (event) =>
          event.type === 'warning' && event.message.startsWith('found a duplicate dict key (') === true,
      );
      expect(told).to.have.length(warnings);
    });
  }
});

describe('run: cached facts', () => {
  let dir: string;
  before(() => (dir = mkdtempSync(path.join(tmpdir(), 'tsplay-facts-'))));
  after(() => rmSync(dir, { recursive: true }));

  it('what a playbook set is a variable in the next run too; what a host says has the names of facts', async () => {
    const config = loadConfig({
      file: null,
      env: { ANSIBLE_CACHE_PLUGIN: 'jsonfile', ANSIBLE_CACHE_PLUGIN_CONNECTION: dir },
    });
    const files = {
      'library/told': `#!/bin/sh\necho '{"ansible_facts": {"said": "theirs", "kept": "theirs"}}'\n`,
    };
    await playText(
      '- hosts: h1\n  tasks:\n  - set_fact: {kept: ours, cacheable: true}\n  - set_fact: {lost: 1}\n  - told:\n',
      { config, files },
    );
    const { said } = await playText(
      '- hosts: h1\n  tasks:\n  - debug: {msg: "{{ kept }} {{ ansible_facts.said }} {{ said is defined }} {{ lost is defined }}"}\n',
      { config },
    );
    expect(said).to.deep.equal(['h1: ours theirs False False']);
  });
});
