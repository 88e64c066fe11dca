import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { tell, type Mistake } from './tell.js';

/** `tsx test/mistakes/record.ts FILE…` writes what tsplay says now into the files: read every line before you keep it. */
for (const file of process.argv.slice(2)) {
  const mistakes = parse(readFileSync(file, 'utf8')) as Mistake[];
  const told: Mistake[] = [];
  for (const mistake of mistakes) told.push({ ...mistake, ...(await tell(mistake)) });
  writeFileSync(file, stringify(told, { blockQuote: 'literal', lineWidth: 0 }));
}
