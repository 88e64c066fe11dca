import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { prelude } from '../../lib/remote/prelude.js';

const folder = fileURLToPath(new URL('../../lib/remote/prelude/', import.meta.url));

describe('the prelude', () => {
  it('has every part once', () => {
    const heads = prelude.match(/^# shellcheck shell=sh/gm) ?? [];
    expect(heads.length).to.equal(readdirSync(folder).length);
  });

  for (const shell of [['dash'], ['bash', '--posix'], ['busybox', 'sh']]) {
    it(`is read by ${shell.join(' ')}`, () => {
      execFileSync(shell[0]!, [...shell.slice(1), '-n'], { input: prelude });
    });
  }
});
