import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answerOf } from '../support/answer-of.js';
import { askAnsible, askTsplay, hasAnsible } from '../support/beside-ansible.js';
import { placeFiles, recordedAnswers } from '../support/recorded-answers.js';
import { skip } from '../support/skip.js';

const recorded = recordedAnswers('adhoc');
// these are asked of the real command too
const live: readonly string[] = ['a -a echo hi'];

describe('adhoc', function () {
  this.timeout(120_000);
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-adhoc-'));
    placeFiles(recorded, cwd);
  });
  after(() => rmSync(cwd, { recursive: true }));

  for (const { argv, stdout, code } of recorded.cases) {
    it(argv.join(' '), async () => {
      const ours = await answerOf(['adhoc', '-i', 'hosts', ...argv], { cwd });
      expect(ours.stdout).to.equal(stdout);
      expect(ours.code).to.equal(code);
    });
  }

  for (const { argv, stdout, code } of recorded.cases.filter((one) => live.includes(one.argv.join(' ')))) {
    it(`${argv.join(' ')} is what ansible still answers`, function () {
      if (!hasAnsible()) skip(this, 'ansible is not installed');
      const theirs = askAnsible(recorded.tool, ['-i', 'hosts', ...argv], { cwd });
      expect(theirs.stdout).to.equal(stdout);
      expect(theirs.code).to.equal(code);
    });
  }

  it('a host that is lost', async () => {
    const { stdout, code } = await answerOf(['adhoc', '-i', 'hosts', 'lost', '-m', 'ping'], { cwd });
    expect(stdout).to.match(/^lost \| UNREACHABLE! => \{\n {4}"changed": false,\n {4}"msg": ".*",\n/);
    expect(stdout).to.match(/"unreachable": true\n\}\n$/);
    expect(code).to.equal(4);
  });

  it('a command without a command', async () => {
    const { stderr, code } = await answerOf(['adhoc', '-i', 'hosts', 'a'], { cwd });
    expect(stderr).to.equal('ERROR! No argument passed to command module\n');
    expect(code).to.equal(5);
  });

  it('a wrong option is told without a place', () => {
    const { stderr, code } = askTsplay(['adhoc', '-i', 'hosts', 'a', '-m', 'file', '-a', 'pth=/x'], {
      cwd,
    });
    expect(stderr).to.match(/^ERROR! [^/]*pth[^/]*$/m);
    expect(code).to.equal(1);
  });

  it('--tree', async () => {
    await answerOf(['adhoc', '-i', 'hosts', 'a:b', '-m', 'ping', '-t', 'tree'], { cwd });
    for (const host of ['a', 'b']) {
      const written = readFileSync(path.join(cwd, 'tree', host), 'utf8');
      expect(written).to.equal('{"changed": false, "ping": "pong"}');
    }
  });

  it('takes module and arguments from ansible.cfg', async () => {
    const file = path.join(cwd, 'module.cfg');
    writeFileSync(file, '[defaults]\nmodule_name = debug\nmodule_args = msg=configured\n');
    const env = { ANSIBLE_CONFIG: file };
    const ask = async (...argv: string[]): Promise<string> =>
      (await answerOf(['adhoc', '-i', 'hosts', 'a', ...argv], { cwd, env })).stdout;
    expect(await ask()).to.contain('"msg": "configured"');
    expect(await ask('-a', 'msg=given')).to.contain('"msg": "given"');
    expect(await ask('-m', 'command', '-a', 'echo run')).to.match(/rc=0 >>\nrun\n/);
  });

  it('-B and -P 0', async () => {
    const argv = ['adhoc', '-i', 'hosts', 'a', '-a', 'sleep 0.1', '-B', '20', '-P', '0'];
    const { stdout, code } = await answerOf(argv, { cwd });
    expect(stdout).to.match(/^a \| CHANGED => \{\n {4}"ansible_job_id": "[^"]+",\n {4}"changed": true,\n/);
    expect(stdout).to.match(/"finished": 0,\n.*"results_file": .*\n {4}"started": 1\n\}\n$/);
    expect(code).to.equal(0);
  });
});
