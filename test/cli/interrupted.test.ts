import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../..');

describe('tsplay run: a signal', function () {
  this.timeout(120_000);
  let dir = '';
  beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'interrupted-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('a task that is cut off has not failed of itself, and has no exit code', async () => {
    const playbook = path.join(dir, 'long.yml');
    const begun = path.join(dir, 'begun');
    writeFileSync(
      playbook,
      `- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - {name: long, shell: "touch ${begun}; exec sleep 41"}\n`,
    );
    const { said, code } = await interrupted(['run', '-i', 'localhost,', playbook], begun, 'SIGINT');
    expect(said).to.match(/^ {4}stopped {2}long {2}localhost/m);
    expect(said).to.not.match(/failed {2}long|\(rc/);
    expect(said).to.contain('unknown');
    expect(code).to.equal(130);
  });

  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`${signal} ends the command, runs \`always\`, prints the recap and exits with ${codes[signal]}`, async () => {
      const playbook = path.join(dir, 'always.yml');
      const begun = path.join(dir, 'begun');
      const ended = path.join(dir, 'ended');
      const pid = path.join(dir, 'pid');
      writeFileSync(playbook, playWithAlways(begun, pid, ended));
      const { said, code } = await interrupted(['run', '-i', 'localhost,', playbook], begun, signal);
      expect(code).to.equal(codes[signal]);
      expect(existsSync(ended), said).to.equal(true);
      expect(said).to.match(/^stopping: /m);
      expect(said).to.match(/^recap\n {2}localhost /m);
      expect(said).to.not.contain('not reached');
      expect(existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}`), 'the command goes on').to.equal(false);
    });
  }
});

const playWithAlways = (begun: string, pid: string, ended: string): string => `
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - block:
        - shell: "echo $$ >${pid}; touch ${begun}; exec sleep 43"
      always:
        - file: {path: ${ended}, state: touch}
    - debug: {msg: not reached}
`;

/** Runs tsplay and sends it a signal as soon as a file is there. */
async function interrupted(
  args: readonly string[],
  file: string,
  signal: NodeJS.Signals,
): Promise<{ said: string; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', ...args], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    for (let i = 0; !existsSync(file); i++) {
      if (i > 400 || child.exitCode !== null) throw new Error(`the task has not begun: ${said}`);
      await sleep(100);
    }
    child.kill(signal);
    return { code: await ended, said };
  } finally {
    child.kill('SIGKILL');
  }
}
