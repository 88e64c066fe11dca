import { expect } from 'chai';

import { loadConfig } from '../../lib/config/index.js';
import { playText, type Played, type PlayOptions } from './play-text.js';

interface Talk extends Played {
  readonly prompts: readonly string[];
  readonly shown: readonly string[];
}

// a person who types these lines, and then nothing more
async function talk(text: string, typed: readonly string[], options: PlayOptions = {}): Promise<Talk> {
  const [lines, prompts, shown] = [[...typed], [] as string[], [] as string[]];
  const played = await playText(text, {
    hosts: ['h1'],
    ...options,
    debugger: {
      ask: (prompt) => {
        prompts.push(prompt);
        return Promise.resolve(lines.shift());
      },
      show: (line) => void shown.push(line),
    },
  });
  return { ...played, prompts, shown };
}

describe('run: the task debugger', () => {
  const failing = `
- hosts: all
  vars: {word: first, wrong: "{{ nope }}"}
  tasks:
  - {name: say, debug: {msg: "{{ wrong }}"}, debugger: on_failed, register: r}
  - debug: {msg: "then {{ r.msg }}"}
`;

  it('has a task done again with other arguments, whose typed text may be a template', async () => {
    const { prompts, shown, said, report } = await talk(failing, [
      'p task.args',
      `task.args['msg'] = 'typed {{ word }}'`,
      'redo',
    ]);
    expect(prompts[0]).to.equal('[h1] TASK: say (debug)> ');
    expect(shown).to.deep.equal([`{'msg': '{{ wrong }}'}`]);
    expect(said.slice(1)).to.deep.equal(['h1: typed first', 'h1: then typed first']);
    expect([report.exitCode, report.totals['h1']]).to.deep.equal([
      0,
      { ok: 2, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 },
    ]);
  });

  it('sets variables, and makes the arguments anew with them', async () => {
    const typed = [`task_vars['wrong'] = 'mended'`, 'u', 'p task.args', 'r'];
    const { shown, said } = await talk(failing, typed);
    expect(shown).to.deep.equal([`{'msg': 'mended'}`]);
    expect(said.at(-1)).to.equal('h1: then mended');
  });

  it('never makes code of what a host said', async () => {
    const text = `
- hosts: all
  tasks:
  - {command: "echo {% raw %}{{ 6 * 7 }}{% endraw %}", register: out}
  - {name: say, debug: {msg: x}, debugger: always}
`;
    const { said } = await talk(text, [`task.args['msg'] = task_vars.out.stdout`, 'r', 'c']);
    expect(said.slice(1)).to.deep.equal(['h1: x', 'h1: {{ 6 * 7 }}']);
  });

  it('ends the run when nothing more is typed', async () => {
    const { shown, report } = await talk(failing, ['p nope']);
    expect(shown).to.deep.equal([
      `***UndefinedError:UndefinedError("'nope' is undefined")`,
      'User interrupted execution',
    ]);
    expect(report.exitCode).to.equal(130);
  });

  it('comes for what its keyword or a setting says, and for nothing else', async () => {
    const task = (how: string, rest: string): string =>
      `- hosts: all\n  tasks: [{name: t, command: ${rest}, debugger: ${how}}]\n`;
    const asked = async (text: string, options?: PlayOptions): Promise<number> =>
      (await talk(text, ['c', 'c'], options)).prompts.length;
    expect(await asked(task('always', 'echo'))).to.equal(1);
    expect(await asked(task('on_failed', 'echo'))).to.equal(0);
    expect(await asked(task('on_skipped', 'echo, when: false'))).to.equal(1);
    expect(await asked(task('on_failed', 'exit 1, ignore_errors: true'))).to.equal(0);
    const debugs = '- hosts: all\n  strategy: debug\n  tasks: [{shell: exit 1}]\n';
    expect(await asked(debugs)).to.equal(1);
    const env = { ANSIBLE_ENABLE_TASK_DEBUGGER: '1' };
    const config = loadConfig({ env, file: null });
    expect(await asked(debugs.replace('  strategy: debug\n', ''), { config })).to.equal(1);
    expect(await asked(task('never', 'nothing-like-it'), { config })).to.equal(0);
  });
});
