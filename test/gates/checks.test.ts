import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../support/skip.js';

const root = path.resolve(import.meta.dirname, '../..');

function check(command: string, ...args: string[]): string {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return done.status === 0 ? '' : `${done.stdout}${done.stderr}` || String(done.error);
}

const local = (tool: string): string => path.join(root, 'node_modules/.bin', tool);

const shellFiles = ['lib', 'modules', 'bin', '.ci'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sh') || (folder === '.ci' && name === 'run'))
    .map((name) => path.join(folder, name)),
);

// functions handed to `change`, `each_…` and traps look unreachable
const indirectCalls = 'SC2317';

describe('gate: checks', function () {
  this.timeout(300_000);

  it('types', () => expect(check(local('tsc'), '--noEmit', '-p', '.')).to.equal(''));
  it('eslint', () => expect(check(local('eslint'), '.')).to.equal(''));
  it('prettier', () => expect(check(local('prettier'), '--check', '--log-level', 'warn', '.')).to.equal(''));
  it('shellcheck', function () {
    if (check('shellcheck', '--version')) skip(this, 'shellcheck is not installed');
    expect(shellFiles.length).to.be.greaterThan(3);
    expect(check('shellcheck', '-x', '-e', indirectCalls, ...shellFiles)).to.equal('');
  });
});
