import { formatDuration, type lab } from '../index.js';
import { LiveLine } from '../report/live-line.js';
import type { Terminal } from './command-line.js';

export interface LabReporter {
  readonly onEvent: lab.OnLabEvent;
  /** What was going on is over, or was given up. */
  readonly close: () => void;
}

/** One line for every stage that a node or the lab reaches; on a terminal one below it, with who is awaited since when. */
export function createLabReporter({ stdout, stderr }: Terminal): LabReporter {
  const live = new LiveLine(stdout);
  const awaited = new Map<string, { readonly stage: string; readonly since: number }>();
  return {
    onEvent: (event) => {
      if (event.type === 'warning') return void stderr.write(`warning: ${event.message}\n`);
      const host = event.host ?? '';
      const detail = event.detail ? `: ${event.detail}` : '';
      live.print(
        `${host.padEnd(8)} ${formatDuration(event.elapsedMs).padStart(6)}  ${event.stage}${detail}\n`,
      );
      if (lastStages.has(event.stage)) awaited.delete(host);
      else awaited.set(host, { stage: event.stage, since: Date.now() - event.elapsedMs });
      live.show(awaitedText(awaited), Math.min(...[...awaited.values()].map(({ since }) => since)));
    },
    close: () => {
      awaited.clear();
      live.show(undefined);
    },
  };
}

const lastStages = new Set(['up', 'ssh']);

const awaitedText = (awaited: ReadonlyMap<string, { readonly stage: string }>): string | undefined =>
  awaited.size === 0 ? undefined : [...awaited].map(([host, { stage }]) => `${host} ${stage}`).join(' · ');
