import type pc from 'picocolors';
import type { EventOf, HostTotals } from '../core/event.js';
import { formatDuration } from './duration.js';
import { sanitize } from './sanitize.js';

type RunEnd = EventOf<'run-end'>;
type Colors = ReturnType<typeof pc.createColors>;

/** The table at the end: a row for every host, then what is not known and how long it took. */
export function recapLines(event: RunEnd, colors: Colors): string[] {
  const hosts = Object.keys(event.totals);
  const width = Math.max(0, ...hosts.map((host) => host.length));
  const rows = hosts.map((host) => {
    const totals = event.totals[host]!;
    return `  ${hostPaint(totals, colors)(sanitize(host).padEnd(width))}  ${columns(totals, colors)}`;
  });
  const unknown = event.unknown.map(({ host, task }) =>
    colors.yellow(
      `  unknown: '${sanitize(task)}' was cut off on ${sanitize(host)}; what it did is not known`,
    ),
  );
  const end = `${colors.dim('took')} ${formatDuration(event.durationMs)}${event.exitCode === 0 ? '' : colors.red(`  exit ${event.exitCode}`)}`;
  return ['', colors.bold('recap'), ...rows, ...unknown, end];
}

const names = ['ok', 'changed', 'unreachable', 'failed', 'skipped', 'rescued', 'ignored'] as const;

function columns(totals: HostTotals, colors: Colors): string {
  const paints = {
    ok: colors.green,
    changed: colors.yellow,
    unreachable: colors.red,
    failed: colors.red,
    skipped: colors.cyan,
    rescued: colors.cyan,
    ignored: colors.magenta,
  };
  return names
    .map((name) => {
      const text = `${name}=${String(totals[name]).padEnd(3)}`;
      return totals[name] > 0 ? paints[name](text) : colors.dim(text);
    })
    .join(' ')
    .trimEnd();
}

function hostPaint(totals: HostTotals, colors: Colors): (text: string) => string {
  if (totals.failed > 0 || totals.unreachable > 0) return colors.red;
  return totals.changed > 0 ? colors.yellow : colors.green;
}
