import { atMost, type Case } from '../case.js';
import { expectDone, interleave, timed } from '../timed.js';

export const startUp: Case = {
  name: 'start',
  summary: 'tsplay --version, and a local play of one task',
  async run(site, { quick }) {
    const playbook = site.file(
      'one.yml',
      '- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - command: "true"\n',
    );
    const time = (argv: readonly string[]) => async (): Promise<number> =>
      (await expectDone(timed(argv), argv.join(' '))).ms;
    const measured = await interleave(quick ? 5 : 15, {
      node: time([process.execPath, '-e', '0']),
      version: time([...site.tsplay, '--version']),
      play: time([...site.tsplay, 'run', playbook]),
    });
    return [
      {
        name: 'start-up',
        measured,
        goals: [
          atMost('--version, ms', measured.version, 80),
          atMost('one-task local play, ms', measured.play, 150),
        ],
      },
    ];
  },
};
