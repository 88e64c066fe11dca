import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TsplayError } from '../../core/problem.js';
import { wordsOfLine } from '../words-of-line.js';

/** Lets $EDITOR change a text, in a file below `tmp` that nobody else can read and that is gone afterwards. */
export function editText(before: Uint8Array, name: string, tmp: string): Buffer {
  mkdirSync(tmp, { recursive: true, mode: 0o700 });
  const dir = mkdtempSync(path.join(tmp, 'tsplay-vault-'));
  const file = path.join(dir, path.basename(name));
  try {
    writeFileSync(file, before, { mode: 0o600 });
    const [editor = 'vi', ...words] = wordsOfLine('EDITOR', process.env['EDITOR'] || 'vi');
    const { status, error } = spawnSync(editor, [...words, file], { stdio: 'inherit' });
    if (error || status !== 0) {
      const message = `the editor ${editor} ${error ? `could not be run: ${error.message}` : `ended with ${status}`}`;
      throw new TsplayError({ code: 'editor-failed', message });
    }
    const after = readFileSync(file);
    writeFileSync(file, Buffer.alloc(Math.max(before.length, after.length)));
    return after;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
