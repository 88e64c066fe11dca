import { expect } from 'chai';

import { playText } from './play-text.js';

describe('run: what playbooks in the wild rely on', () => {
  it('clear_host_errors in always lets the host go on', async () => {
    const { said, report } = await playText(`
- hosts: h1
  tasks:
  - block:
    - {fail: , name: a}
    always:
    - meta: clear_host_errors
  post_tasks:
  - debug: {msg: went on}
`);
    expect(said).to.include('h1: went on');
    expect(report.exitCode).to.equal(0);
  });

  for (const [value, lines] of [
    ["{{ 'yes' }}", ['a h1 failed', 'a h2 ok']],
    ["{{ 'no' }}", ['a h1 failed', 'a h2 ok', 'b h2 ok']],
  ] as const) {
    it(`any_errors_fatal may be a template: ${value}`, async () => {
      const { lines: seen } = await playText(`
- hosts: h1,h2
  any_errors_fatal: "${value}"
  tasks:
  - {name: a, assert: {that: inventory_hostname != 'h1'}}
  - {name: b, debug: }
`);
      expect([...seen].sort()).to.deep.equal([...lines].sort());
    });
  }

  it('throttle may be a template', async () => {
    const { report, events } = await playText(
      '- hosts: h1,h2\n  vars: {n: 1}\n  tasks:\n  - {command: "sleep 0.05", throttle: "{{ n }}"}\n',
    );
    expect(report.exitCode).to.equal(0);
    const order = events.filter(({ type }) => type === 'host-start' || type === 'task-result');
    expect(order.map(({ type }) => type)).to.deep.equal([
      'host-start',
      'task-result',
      'host-start',
      'task-result',
    ]);
  });

  it('ansible_facts_modules are run one after the other and merged', async () => {
    const program = (facts: string): string => `#!/bin/sh\necho '{"ansible_facts": ${facts}}'\n`;
    const { said, report } = await playText(
      `
- hosts: h1
  gather_facts: true
  vars: {ansible_facts_modules: [one, two]}
  tasks:
  - debug: {msg: "{{ ansible_facts.l | join }} {{ ansible_facts.d | dictsort }} {{ ansible_facts.v }}"}
`,
      {
        files: {
          'library/one': program('{"l": [1, 2], "d": {"a": 1}, "v": "one"}'),
          'library/two': program('{"l": [2, 3], "d": {"b": 2}, "v": "two"}'),
        },
      },
    );
    expect(report.exitCode).to.equal(0);
    expect(said).to.include("h1: 123 [('a', 1), ('b', 2)] two");
  });

  for (const modules of ['setup', '[setup, one]'])
    it(`gather_facts with parallel, of ${modules}`, async () => {
      const { said } = await playText(
        `
- hosts: h1
  vars: {ansible_facts_modules: ${modules}}
  tasks:
  - gather_facts: {parallel: true, gather_subset: ["!all"]}
  - debug: {msg: "{{ gather_subset }}"}
`,
        { files: { 'library/one': `#!/bin/sh\necho '{"ansible_facts": {}}'\n` } },
      );
      expect(said.at(-1)).to.equal('h1: ["!all"]');
    });

  it('setup takes its module_defaults from gather_facts too', async () => {
    const { said } = await playText(`
- hosts: h1
  module_defaults: {setup: {gather_subset: "!all"}}
  tasks:
  - gather_facts:
  - debug: {msg: "{{ gather_subset }}"}
`);
    expect(said.at(-1)).to.equal('h1: ["!all"]');
  });

  it('variables with reserved names are told', async () => {
    const { events } = await playText('- hosts: h1\n  vars: {port: 1, mine: 2}\n  tasks: []\n');
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
    expect(warnings).to.deep.equal(['Found variable using reserved name: port']);
  });

  it('what meta did is an event', async () => {
    const { events } = await playText(
      '- hosts: h1\n  tasks:\n  - {meta: end_host, when: false}\n  - meta: clear_facts\n  - meta: end_play\n',
    );
    expect(events.flatMap((event) => (event.type === 'meta' ? [event.message] : []))).to.deep.equal([
      'end_host conditional evaluated to False, continuing execution for h1',
      'facts cleared',
      'ending play',
    ]);
  });

  it('vars_prompt with encrypt gives a hash', async () => {
    const { said } = await playText(
      `
- hosts: h1
  vars_prompt:
  - {name: p, encrypt: md5_crypt, salt: saltsalt, private: false}
  tasks:
  - debug: {msg: "{{ p }}"}
`,
      { ask: () => Promise.resolve('word') },
    );
    expect(said.at(-1)).to.match(/^h1: \$1\$saltsalt\$/);
  });

  it('a prompt is a template that sees the play, its vars_files, and no answer', async () => {
    const asked: string[] = [];
    const { said } = await playText(
      `
- hosts: h1
  vars: {of_play: word}
  vars_files: [more.yml, "{{ p | default('none') }}.yml"]
  vars_prompt:
  - {name: p, prompt: "{{ of_play }} {{ of_file }}", default: "{{ of_play }}", private: "{{ false }}"}
  - {name: q, prompt: "{{ p | default('unknown') }}", private: false}
  tasks:
  - debug: {msg: "{{ p }}"}
`,
      {
        files: { 'more.yml': 'of_file: file', 'word.yml': '' },
        ask: ({ text }) => {
          asked.push(text);
          return Promise.resolve('');
        },
      },
    );
    expect(asked).to.deep.equal(['word file [word]: ', 'unknown: ']);
    expect(said.at(-1)).to.equal('h1: word');
  });

  it('vars_prompt asks again, and says why, when the second answer is another', async () => {
    const answers = ['word', 'work', 'word', 'word'];
    const asked: string[] = [];
    await playText(
      `
- hosts: h1
  vars_prompt:
  - {name: p, confirm: true, private: false}
  tasks: []
`,
      {
        ask: ({ text }) => {
          asked.push(text);
          return Promise.resolve(answers.shift() ?? '');
        },
      },
    );
    const told = '***** VALUES ENTERED DO NOT MATCH ****\n';
    expect(asked).to.deep.equal(['p: ', 'confirm p: ', `${told}p: `, 'confirm p: ']);
  });

  it('plug-ins in Python are told with their file', async () => {
    const { events, dir } = await playText('- hosts: h1\n  tasks: []\n', {
      files: { 'filter_plugins/mine.py': '', 'filter_plugins/notes.txt': '' },
    });
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
    expect(warnings).to.deep.equal([
      `${dir}/filter_plugins/mine.py is a filter plug-in in Python, which tsplay does not run: a task that uses a filter of it fails`,
    ]);
  });
});
