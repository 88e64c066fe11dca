import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ModuleLibrary } from '../../lib/run/module-library.js';

describe('module_ignore_exts', () => {
  it('files with such an end are no modules', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'tsplay-library-'));
    try {
      for (const name of ['mine.sh', 'notes.txt', 'other', '.hidden'])
        writeFileSync(path.join(dir, name), '');
      expect([...new ModuleLibrary([dir], ['.txt']).names()]).to.deep.equal(['mine', 'other']);
      expect([...new ModuleLibrary([dir], ['.sh']).names()]).to.deep.equal(['notes', 'other']);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
