import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { playText } from './play-text.js';

/** A process that nobody has waited for yet is dead all the same. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

describe('run: interrupts', () => {
  it('stops the remote command, runs always, and says what is unknown', async () => {
    const stop = new AbortController();
    const begun = Date.now();
    let pid = 0;
    const played = await playText(
      `
- hosts: h1
  tasks:
  - block:
    - {name: long, shell: "echo $$ > {{ playbook_dir }}/pid; exec sleep 41"}
    - {name: not begun, debug: {msg: x}}
    always:
    - {name: clean, shell: "touch {{ playbook_dir }}/cleaned"}
  - {name: later, debug: {msg: x}}
`,
      {
        signal: stop.signal,
        onEvent: (event) => {
          if (event.type === 'host-start' && event.task.name === 'long') setTimeout(() => stop.abort(), 500);
        },
        look: (dir) => {
          expect(existsSync(join(dir, 'cleaned'))).to.equal(true);
          pid = Number(readFileSync(join(dir, 'pid'), 'utf8'));
        },
      },
    );
    expect(Date.now() - begun).to.be.lessThan(8000);
    expect(played.report.exitCode).to.equal(130);
    expect(played.report.unknown).to.deep.equal([{ host: 'h1', task: 'long' }]);
    expect(played.lines.map((line) => line.split(' ')[0])).to.deep.equal(['long', 'clean']);
    expect(played.events.map((event) => event.type)).to.include('stopping');
    expect(isAlive(pid), 'the sleep is gone').to.equal(false);
  });

  it('a second abort does not even run always', async () => {
    const gentle = new AbortController();
    const now = new AbortController();
    const played = await playText(
      `
- hosts: h1
  tasks:
  - block:
    - {name: long, command: sleep 41}
    always:
    - {name: slow, command: sleep 42}
    - {name: never, debug: {msg: x}}
`,
      {
        signal: gentle.signal,
        stopNow: now.signal,
        onEvent: (event) => {
          if (event.type !== 'host-start') return;
          setTimeout(() => (event.task.name === 'long' ? gentle : now).abort(), 300);
        },
      },
    );
    expect(played.report.exitCode).to.equal(130);
    expect(played.lines.map((line) => line.split(' ')[0])).to.deep.equal(['long', 'slow']);
  });
});
