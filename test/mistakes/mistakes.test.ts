import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { tell, type Mistake } from './tell.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

describe('mistakes and the words for them', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yml'))) {
    describe(path.basename(file, '.yml'), () => {
      for (const mistake of parse(readFileSync(path.join(folder, file), 'utf8')) as Mistake[]) {
        it(mistake.name, async () => {
          expect(await tell(mistake)).to.deep.equal({ exit: mistake.exit, text: mistake.text });
        });
      }
    });
  }
});
