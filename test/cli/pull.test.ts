import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askTsplay } from '../support/beside-ansible.js';

describe('pull', function () {
  this.timeout(120_000);
  let cwd: string;
  const play = (msg: string): string =>
    `- hosts: localhost\n  gather_facts: false\n  tasks:\n    - debug: {msg: "${msg}"}\n`;
  const git = (...argv: string[]): string =>
    execFileSync(
      'git',
      ['-C', path.join(cwd, 'repo'), '-c', 'user.email=a@b', '-c', 'user.name=a', ...argv],
      {
        encoding: 'utf8',
      },
    );
  const commit = (msg: string): void => {
    writeFileSync(path.join(cwd, 'repo/local.yml'), play(msg));
    git('add', '.');
    git('commit', '-q', '-m', msg);
  };
  const pull = (...argv: string[]): ReturnType<typeof askTsplay> =>
    askTsplay(['pull', '-U', path.join(cwd, 'repo'), '-d', 'work/copy', ...argv], { cwd });

  before(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'tsplay-pull-'));
    mkdirSync(path.join(cwd, 'repo'));
    git('init', '-q');
    commit('first word');
    writeFileSync(path.join(cwd, 'repo/other.yml'), play('{{ x }} other'));
    commit('second word');
  });
  after(() => rmSync(cwd, { recursive: true }));

  it('runs local.yml of a new working copy on this machine', () => {
    const { stdout, stderr, code } = pull();
    expect(stdout).to.match(/^localhost \| CHANGED => .*[^]*second word/m);
    expect(code, stderr).to.equal(0);
  });

  it('-o runs nothing when nothing has changed, and everything when something has', () => {
    expect(pull('-o').stdout).to.match(/Repository has not changed, quitting\.\n$/);
    commit('third word');
    expect(pull('-o').stdout).to.match(/third word/);
  });

  it('named playbooks, variables and a revision', () => {
    const first = git('rev-list', '--max-parents=0', 'HEAD').trim();
    expect(pull('--full', '-C', first).stdout).to.match(/first word/);
    expect(pull('other.yml', 'local.yml', '-e', '{"x": "an"}').stdout).to.match(/an other[^]*third word/);
  });

  it('what was changed by hand is kept unless --clean', () => {
    writeFileSync(path.join(cwd, 'work/copy/local.yml'), play('by hand'));
    const kept = pull();
    expect(kept.stderr).to.match(/Local modifications exist/);
    expect(kept.code).to.equal(1);
    expect(pull('--clean').stdout).to.match(/third word/);
  });

  it('the playbook has the user and the password of the command line', () => {
    writeFileSync(path.join(cwd, 'password'), 'of the connection\n');
    writeFileSync(
      path.join(cwd, 'repo/login.yml'),
      play('{{ ansible_user }}: {{ ansible_password | length }}'),
    );
    commit('login');
    const password = path.join(cwd, 'password');
    const { stdout, stderr } = pull('login.yml', '-u', 'someone', '--connection-password-file', password);
    expect(stdout, stderr).to.match(/someone: 17/);
  });

  it('--verify-commit refuses what nobody signed', () => {
    expect(pull('--verify-commit').code).to.equal(1);
  });

  it('--purge leaves nothing', () => {
    expect(pull('--purge').code).to.equal(0);
    expect(existsSync(path.join(cwd, 'work/copy'))).to.equal(false);
  });

  it('without a repository', () => {
    const { stderr, code } = askTsplay(['pull'], { cwd });
    expect(stderr).to.match(/^ERROR! URL for repository not specified/);
    expect(code).to.equal(5);
  });
});
