import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { lab } from '../../lib/index.js';

const root = path.resolve(import.meta.dirname, '../..');

// Two lists, since the script runs before anything of Node's is installed.
describe('gate: packages', () => {
  it('npm start and npm test install every package that the lab asks for', () => {
    const said = execFileSync('bash', ['-c', '. bin/packages.sh; echo "${LAB_PACKAGES[@]}"'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(said.trim().split(' ').sort()).to.deep.equal([...lab.packages].sort());
  });
});
