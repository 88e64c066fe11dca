import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TsplayError } from '../../core/problem.js';
import { wordsIn, wordsMistake } from '../../core/read-words.js';

/** Lets $EDITOR change a text, in a file that nobody else can read and that is gone afterwards. */
export function editText(before: Uint8Array, name: string): Buffer {
  const dir = mkdtempSync(path.join(tmpdir(), 'tsplay-vault-'));
  const file = path.join(dir, path.basename(name));
  try {
    writeFileSync(file, before, { mode: 0o600 });
    const [editor = 'vi', ...words] = editorWords(process.env['EDITOR'] || 'vi');
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

function editorWords(line: string): string[] {
  const mistake = wordsMistake(line);
  if (mistake === undefined) return wordsIn(line);
  throw new TsplayError({
    code: 'bad-usage',
    message: `EDITOR cannot be split into words: ${mistake}: ${line}`,
  });
}
