import type { HostTotals } from '../core/event.js';
import type { Json } from '../core/json.js';
import type { AnsibleDisplay, Tone } from './ansible-display.js';
import { pythonJson } from './python-text.js';
import { asFields } from './result-text.js';

/** The table at the end, and what set_stats collected. */
export function showRecap(
  display: AnsibleDisplay,
  totals: Readonly<Record<string, HostTotals>>,
  stats: Json | undefined,
): void {
  display.banner('PLAY RECAP');
  for (const host of Object.keys(totals).sort()) display.line(recapLine(display, host, totals[host]!));
  display.line('');
  if (display.config.bool('SHOW_CUSTOM_STATS')) showStats(display, asFields(stats ?? {}));
}

function recapLine(display: AnsibleDisplay, host: string, totals: HostTotals): string {
  const bad = totals.failed > 0 || totals.unreachable > 0;
  const tone = bad ? 'ERROR' : totals.changed > 0 ? 'CHANGED' : 'OK';
  const name = display.paint(host, tone).padEnd(display.options.color ? 37 : 26);
  const cells = columns.map(([key, cellTone]) => {
    const cell = `${key}=${String(totals[key]).padEnd(4)}`;
    return totals[key] === 0 ? cell : display.paint(cell, cellTone);
  });
  return `${name} : ${cells.join(' ')}`;
}

const columns: readonly (readonly [keyof HostTotals, Tone])[] = [
  ['ok', 'OK'],
  ['changed', 'CHANGED'],
  ['unreachable', 'UNREACHABLE'],
  ['failed', 'ERROR'],
  ['skipped', 'SKIP'],
  ['rescued', 'OK'],
  ['ignored', 'WARN'],
];

function showStats(display: AnsibleDisplay, stats: Readonly<Record<string, Json>>): void {
  if (Object.keys(stats).length === 0) return;
  const text = (value: Json): string => pythonJson(value, 1).replaceAll('\n', '');
  display.banner('CUSTOM STATS: ');
  for (const key of Object.keys(stats).sort())
    if (key !== '_run') display.line(`\t${key}: ${text(stats[key]!)}`);
  if ('_run' in stats) {
    display.line('');
    display.line(`\tRUN: ${text(stats['_run'])}`);
  }
  display.line('');
}
