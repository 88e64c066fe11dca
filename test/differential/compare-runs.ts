import { isDeepStrictEqual } from 'node:util';

import type { Answer } from './answer.js';
import type { FilesLeft } from './files-left.js';

/** One line for every difference; none when both runs went the same way. */
export function compareRuns(
  expected: Answer & Left,
  actual: Answer & Left & { readonly problems?: readonly string[] },
): string[] {
  const differences = (actual.problems ?? []).map((problem) => `problem: ${problem}`);
  const differ = (what: string, wanted: unknown, got: unknown): void => {
    if (!isDeepStrictEqual(wanted, got))
      differences.push(`${what}: ansible ${JSON.stringify(wanted)}, tsplay ${JSON.stringify(got)}`);
  };
  differ('exit code', expected.exitCode, actual.exitCode);
  differ(
    'task names',
    expected.tasks.map((task) => task.name),
    actual.tasks.map((task) => task.name),
  );
  expected.tasks.forEach((task, i) => {
    for (const host of new Set([...Object.keys(task.hosts), ...Object.keys(actual.tasks[i]?.hosts ?? {})])) {
      differ(`${task.name} at ${host}`, task.hosts[host], actual.tasks[i]?.hosts[host]);
    }
  });
  differ('totals', sorted(expected.totals), sorted(actual.totals));
  differ('files left', expected.files, actual.files);
  return differences;
}

interface Left {
  readonly files?: FilesLeft;
}

const sorted = (totals: Answer['totals']): unknown =>
  Object.entries(totals)
    .sort()
    .map(([host, { ok, changed, unreachable, failed, skipped, rescued, ignored }]) => [
      host,
      { ok, changed, unreachable, failed, skipped, rescued, ignored },
    ]);
