import { expect } from 'chai';

import { playText } from './play-text.js';

describe('run: roles', () => {
  it('one whose tasks were all skipped runs at its next use; one that ran does not', async () => {
    const { lines } = await playText(
      `
- hosts: h1
  roles:
  - {role: waits, when: ready is defined}
  - sets
  - {role: waits, when: ready is defined}
  - {role: waits, when: ready is defined}
  - includes
  - includes
`,
      {
        files: {
          'roles/waits/tasks/main.yml': '- {name: wait, debug: }\n',
          'roles/sets/tasks/main.yml': '- {name: set, set_fact: {ready: true}}\n',
          'roles/includes/tasks/main.yml': '- {name: more, include_tasks: more.yml}\n',
          'roles/includes/tasks/more.yml': '- {name: never, debug: , when: false}\n',
        },
      },
    );
    expect(lines).to.deep.equal([
      'wait h1 skipped',
      'set h1 ok',
      'wait h1 ok',
      'included more h1',
      'never h1 skipped',
    ]);
  });

  const spec = `
argument_specs:
  main:
    options:
      any: {type: raw, required: true}
      deep: {type: dict, options: {x: {type: int, required: true}}}
      one: {type: str, choices: [a, b]}
`;
  const validated = async (vars: string): Promise<readonly string[]> =>
    (
      await playText(`- hosts: h1\n  roles:\n  - {role: r, vars: ${vars}}\n`, {
        files: { 'roles/r/meta/argument_specs.yml': spec },
      })
    ).said;

  it('a required option may be null', async () =>
    expect(await validated('{any: ~, deep: {x: ~}}')).to.deep.equal(['h1: The arg spec validation passed']));

  it('a required option may not be missing', async () =>
    expect((await validated('{deep: {}}')).join()).to.match(/arguments: any\nmissing .*: x found in deep$/));

  it('null is none of the choices', async () =>
    expect((await validated('{any: 1, one: ~}')).join()).to.match(/one of: a, b, got: None$/));
});
