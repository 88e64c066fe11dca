import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { skip } from '../support/skip.js';

const top = fileURLToPath(new URL('../../', import.meta.url));
const scripts = [...find('modules'), ...find('lib/module/shell')];

describe('scripts of modules', () => {
  it('are clean for shellcheck', function () {
    this.timeout(120_000);
    if (!has('shellcheck')) skip(this, 'shellcheck is not installed');
    expect(answer('shellcheck', ['-S', 'style', '-e', 'SC2317', ...scripts])).to.equal('');
  });

  for (const shell of [['dash'], ['bash', '--posix'], ['busybox', 'sh']]) {
    it(`can be read by ${shell[0]}`, () => {
      const [command = '', ...options] = shell;
      const unreadable = scripts
        .map((file) => answer(command, [...options, '-n', file]))
        .filter((said) => said !== '');
      expect(unreadable).to.deep.equal([]);
    });
  }

  it('read the mode nowhere but where they must predict', () => {
    const readers = scripts.filter((file) => /ts_mode|\bin_check\b/.test(readFileSync(file, 'utf8')));
    expect(readers.map((file) => file.slice(top.length)).sort()).to.deep.equal([
      // said in a check only, where it costs a look
      'lib/module/shell/attributes.sh',
      // apk tells what it would do, a key is not fetched; a command is not run, a working copy is not fetched and no request is made in a check: they predict instead
      'lib/module/shell/creates.sh',
      // attributes are only looked at before the text is known to be good
      'lib/module/shell/edit-file.sh',
      'modules/apk/apk.sh',
      'modules/apt/apt.sh',
      'modules/apt_key/apt_key.sh',
      'modules/file/file.sh',
      'modules/git/git.sh',
      'modules/subversion/subversion.sh',
      // what zypper would do is shown in a check only
      'modules/zypper/zypper.sh',
    ]);
  });
});

function find(folder: string): string[] {
  return readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sh'))
    .map((name) => join(top, folder, name));
}

function answer(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}` || 'failed';
  }
}

const has = (command: string): boolean => answer('sh', ['-c', `command -v ${command}`]) !== 'failed';
