import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const file = fileURLToPath(new URL('../../lib/remote/prelude.sh', import.meta.url));

describe('prelude.sh', () => {
  it('has nothing that shellcheck would complain of', () => {
    const found = spawnSync('shellcheck', ['--shell=sh', file], { encoding: 'utf8' });
    expect(found.stdout).to.equal('');
    expect(found.status).to.equal(0);
  });

  for (const shell of [['dash'], ['bash', '--posix'], ['busybox', 'sh']]) {
    it(`is read by ${shell.join(' ')}`, () => {
      execFileSync(shell[0]!, [...shell.slice(1), '-n', file]);
    });
  }
});
