import { writeFileSync } from 'node:fs';

/** A stretch of time at a host, as `onSpan` of a run tells it. */
interface Span {
  readonly kind: string;
  readonly host: string;
  readonly task: string;
  readonly start: number;
  readonly duration: number;
}

/**
 * Collects spans and writes them as a Chrome trace (chrome://tracing, ui.perfetto.dev): a row for each host.
 * @example const trace = createChromeTrace('run.json'); await run({ …, onSpan: trace.onSpan }); trace.close();
 */
export function createChromeTrace(file: string): {
  readonly onSpan: (span: Span) => void;
  readonly close: () => void;
} {
  const spans: Span[] = [];
  return {
    onSpan: (span) => spans.push(span),
    close: () => writeFileSync(file, JSON.stringify({ traceEvents: eventsOf(spans), displayTimeUnit: 'ms' })),
  };
}

function eventsOf(spans: readonly Span[]): object[] {
  const rows = new Map([...new Set(spans.map(({ host }) => host))].map((host, i) => [host, i + 1]));
  const names = [...rows].map(([host, tid]) => ({
    ph: 'M',
    name: 'thread_name',
    pid: 1,
    tid,
    args: { name: host },
  }));
  const stretches = spans.map(({ kind, host, task, start, duration }) => ({
    ph: 'X',
    name: kind === 'task' ? task : kind,
    cat: kind,
    pid: 1,
    tid: rows.get(host),
    ts: Math.round(start * 1000),
    dur: Math.round(duration * 1000),
    args: { task },
  }));
  return [...names, ...stretches];
}
