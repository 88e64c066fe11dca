import { expect } from 'chai';
import { keywords } from '../../lib/playbook/keywords.js';
import { listPlaybooks } from '../../lib/list-playbooks.js';
import { askTsplay } from '../support/beside-ansible.js';
import { registry } from '../support/module-context.js';

const doc = (...argv: string[]): ReturnType<typeof askTsplay> => askTsplay(['doc', ...argv], { cwd: '/' });

describe('doc', function () {
  this.timeout(30_000);

  it('--keywords tells every keyword and its state', () => {
    const { stdout } = doc('--keywords');
    for (const name of Object.keys(keywords))
      expect(stdout).to.match(new RegExp(`^  ${name} +(supported|differently|ignored) +\\S`, 'm'));
    expect(stdout).to.match(/^ {2}debugger +ignored +.*\(there is no interactive debugger\)$/m);
  });

  it('a module: its options, aliases, defaults, choices and results', () => {
    const { stdout, code } = doc('ansible.builtin.copy');
    expect(stdout).to.match(/^COPY {4}Copies files to hosts\.$/m);
    expect(stdout).to.match(/^ {2}= dest$/m);
    expect(stdout).to.match(/^ {2}- backup$/m);
    expect(code).to.equal(0);
  });

  it('-l, -s and -j', () => {
    expect(doc('-l').stdout).to.match(/^copy +Copies files to hosts$/m);
    expect(doc('-s', 'ping').stdout).to.match(/^- name: .*\n {2}ping:\n {4}data:/);
    const { copy } = JSON.parse(doc('-j', 'copy').stdout) as Record<string, { options: object }>;
    expect(copy!.options).to.have.property('dest').that.includes({ required: true });
  });

  it('an unknown module is told with a suggestion', () => {
    const { stderr, code } = doc('coppy');
    expect(stderr).to.match(/did you mean 'copy'/);
    expect(code).to.equal(1);
  });

  it('every example is a list of tasks that a run would take', async () => {
    for (const name of registry.names()) {
      const { examples } = await registry.find(name);
      if (examples === undefined) continue;
      const tasks = examples.trimEnd().replaceAll(/^/gm, '    ');
      const text = `- hosts: all\n  tasks:\n${tasks}\n  handlers: []\n`;
      const { problems } = await listPlaybooks({
        playbooks: [{ file: `/example/${name}.yml`, text }],
        inventory: 'a,',
      });
      expect(
        problems.map(({ message }) => message),
        name,
      ).to.deep.equal([]);
    }
  });
});
