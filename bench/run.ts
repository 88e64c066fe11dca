import { writeFileSync } from 'node:fs';
import { cases } from './cases.js';
import { isMet, type Goal, type Row } from './case.js';
import { openSite } from './site.js';

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
try {
  for (const one of chosen) {
    try {
      const found = await one.run(site, { quick: argv.includes('--quick') });
      rows.push(...found);
      for (const row of found) print(row);
    } catch (error) {
      console.log(`${one.name}: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
} finally {
  await site.stop();
}
const json = valueOf('--json') ?? 'bench.json';
writeFileSync(
  json,
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, undefined, 2)}\n`,
);
const goals = rows.flatMap((row) => row.goals);
console.log(
  `${goals.filter(isMet).length} of ${goals.length} goals met in ${Math.round((performance.now() - begun) / 1000)} s; written to ${json}`,
);

function print({ name, measured, unit = 'ms', goals: wanted, notes = [] }: Row): void {
  console.log(`${name}`);
  const numbers = Object.entries(measured).map(([tool, value]) => `${tool} ${number(value)} ${unit}`);
  if (numbers.length > 0) console.log(`    ${numbers.join('   ')}`);
  for (const goal of wanted) console.log(`    ${describe(goal)}`);
  for (const note of notes) console.log(`    ${note}`);
}

function describe(goal: Goal): string {
  const { text, value, limit, atLeast } = goal;
  return `${isMet(goal) ? 'met   ' : 'MISSED'} ${text}: ${number(value)} (${atLeast ? 'at least' : 'at most'} ${number(limit)})`;
}

function number(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}
