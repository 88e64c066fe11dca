import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAnsible, askTsplay, hasAnsible } from '../support/beside-ansible.js';
import { skip } from '../support/skip.js';

describe('config', function () {
  this.timeout(120_000);
  let cwd: string;
  const env = { ANSIBLE_TIMEOUT: '7' };
  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-config-'));
    writeFileSync(path.join(cwd, 'ansible.cfg'), '[defaults]\nforks = 9\nroles_path = a:b\n');
  });
  after(() => rmSync(cwd, { recursive: true }));

  for (const argv of [
    ['dump', '--only-changed'],
    ['dump', '--only-changed', '--format', 'json'],
    ['dump', '--only-changed', '-v'],
    ['dump', '--only-changed', '-t', 'base'],
  ]) {
    it(`${argv.join(' ')} as the real one`, function () {
      if (!hasAnsible()) skip(this, 'ansible is not installed');
      const theirs = askAnsible('ansible-config', argv, { cwd, env });
      const ours = askTsplay(['config', ...argv], { cwd, env });
      expect(ours.stdout).to.equal(theirs.stdout);
      expect(ours.code).to.equal(theirs.code);
    });
  }

  it('dump -t all tells of plug-ins under their headings, as the real one', () => {
    const env = { ANSIBLE_FORKS: '3', ANSIBLE_SUDO_FLAGS: '-E', ANSIBLE_SSH_PIPELINING: 'True' };
    const { stdout } = askTsplay(['config', 'dump', '--only-changed', '-t', 'all'], { cwd: tmpdir(), env });
    expect(stdout.slice(stdout.indexOf('DEFAULT_FORKS')).replace(/^LOCALHOST.*\n/m, '')).to
      .equal(`DEFAULT_FORKS(env: ANSIBLE_FORKS) = 3

BECOME:
======

sudo:
____
become_flags(env: ANSIBLE_SUDO_FLAGS) = -E

CONNECTION:
==========

ssh:
___
pipelining(env: ANSIBLE_SSH_PIPELINING) = True
`);
  });

  it('list, view and init', () => {
    expect(askTsplay(['config', 'list'], { cwd }).stdout).to.match(/^DEFAULT_FORKS:\n {2}default: '5'\n/m);
    expect(askTsplay(['config', 'view'], { cwd }).stdout).to.match(/^\[defaults\]\nforks = 9\n/);
    const { stdout } = askTsplay(['config', 'init', '--disabled'], { cwd });
    expect(stdout).to.match(/^\[defaults\]\n(#.*\n;.*\n\n)+/);
  });

  it('no file to view', () => {
    const { stderr, code } = askTsplay(['config', 'view'], { cwd: '/', env: { HOME: '/nowhere' } });
    expect(stderr).to.equal('ERROR! Invalid or no config file was supplied\n');
    expect(code).to.equal(1);
  });
});
