import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Event } from '../../lib/core/event.js';
import { run, type RunOptions, type RunReport } from '../../lib/index.js';

export interface Played {
  readonly report: RunReport;
  readonly events: readonly Event[];
  /** `task host status`, in order; loops and includes too. */
  readonly lines: readonly string[];
  /** What debug and fail said: `host: msg`. */
  readonly said: readonly string[];
  readonly dir: string;
}

export interface PlayOptions extends Partial<Omit<RunOptions, 'playbooks'>> {
  /** More files beside the playbook. */
  readonly files?: Readonly<Record<string, string>>;
  /** Hosts of this machine; default `h1`, `h2`. */
  readonly hosts?: readonly string[];
  /** The inventory, when it is not hosts.ini. */
  readonly inventoryIn?: (dir: string) => string;
  /** Sees the directory before it goes. */
  readonly look?: (dir: string) => void;
}

/** Writes the playbook to a new directory, runs it on local shells and takes the directory away. */
export async function playText(
  text: string,
  { files = {}, hosts = ['h1', 'h2'], inventoryIn, look, onEvent, ...options }: PlayOptions = {},
): Promise<Played> {
  const dir = mkdtempSync(join(tmpdir(), 'tsplay-run-'));
  try {
    const inventory = hosts.map((host) => `${host} ansible_connection=local\n`).join('');
    for (const [name, content] of Object.entries({ 'play.yml': text, 'hosts.ini': inventory, ...files })) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), content);
    }
    const events: Event[] = [];
    const listeners = [
      (event: Event): unknown => events.push(event),
      ...(typeof onEvent === 'function' ? [onEvent] : (onEvent ?? [])),
    ];
    const report = await run({
      playbooks: [join(dir, 'play.yml')],
      inventory: inventoryIn?.(dir) ?? join(dir, 'hosts.ini'),
      gathering: 'explicit',
      ...options,
      onEvent: listeners,
    });
    look?.(dir);
    return { report, events, lines: events.flatMap(lineOf), said: events.flatMap(saidIn), dir };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function lineOf(event: Event): string[] {
  if (event.type === 'task-result')
    return [`${event.task.name} ${event.host} ${event.status}${event.ignored ? ' ignored' : ''}`];
  if (event.type === 'included') return [`included ${event.task.name} ${event.hosts.join(',')}`];
  return [];
}

function saidIn(event: Event): string[] {
  if (event.type !== 'task-result' && event.type !== 'item-result') return [];
  const { msg } = event.result as { msg?: unknown };
  return msg === undefined || (event.type === 'task-result' && event.looped)
    ? []
    : [`${event.host}: ${typeof msg === 'string' ? msg : JSON.stringify(msg)}`];
}
