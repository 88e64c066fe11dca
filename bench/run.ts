import { writeFileSync } from 'node:fs';
import { cases } from './cases.js';
import { isMet, type Row } from './case.js';
import { openSite } from './site.js';
import { tableOf, textOf } from './table.js';

// npm run bench -- [--quick] [--only NAME,…] [--json FILE] [--list]
const argv = process.argv.slice(2);
const valueOf = (flag: string): string | undefined =>
  argv.includes(flag) ? argv[argv.indexOf(flag) + 1] : undefined;
const only = valueOf('--only')?.split(',');
const chosen = cases.filter(({ name }) => !only || only.includes(name));

if (argv.includes('--list') || chosen.length === 0) {
  for (const { name, summary } of cases) console.log(`${name.padEnd(12)} ${summary}`);
  process.exit(argv.includes('--list') ? 0 : 1);
}

const site = await openSite();
const rows: Row[] = [];
const begun = performance.now();
const secondsSince = (start: number): number => Math.round((performance.now() - start) / 1000);
try {
  for (const one of chosen) {
    const start = performance.now();
    try {
      const found = await one.run(site, { quick: argv.includes('--quick') });
      rows.push(...found);
      for (const row of found) console.log(textOf(row));
    } catch (error) {
      console.log(`${one.name}: ${(error as Error).message}`);
      process.exitCode = 1;
    }
    console.log(`  ${one.name} took ${secondsSince(start)} s\n`);
  }
} finally {
  await site.stop();
}
const goals = rows.flatMap((row) => row.goals);
const told = rows.map((row) => ({
  ...row,
  goals: row.goals.map((goal) => ({ ...goal, met: isMet(goal) })),
}));
const json = valueOf('--json') ?? 'bench.json';
writeFileSync(
  json,
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows: told }, undefined, 2)}\n`,
);
console.log(tableOf(rows));
console.log(
  `${goals.filter(isMet).length} of ${goals.length} goals met in ${secondsSince(begun)} s; written to ${json}`,
);
