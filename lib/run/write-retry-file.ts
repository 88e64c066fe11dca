import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Run } from './context.js';

/** `retry_files_enabled`: the hosts that a playbook left failed or lost, in a file for `--limit @FILE`. */
export function writeRetryFile({ settings: { config }, hosts, bus }: Run, playbook: string): void {
  if (!config.bool('RETRY_FILES_ENABLED')) return;
  const lost = [...hosts.values()].filter(({ failed, unreachable }) => failed || unreachable);
  if (lost.length === 0) return;
  const { dir, name } = path.parse(playbook);
  const file = path.join(config.text('RETRY_FILES_SAVE_PATH') ?? dir, `${name}.retry`);
  const names = lost.map((host) => host.name).sort();
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, names.map((each) => `${each}\n`).join(''));
  } catch (cause) {
    bus.warn(`Could not create retry file '${file}'.\n\t${cause instanceof Error ? cause.message : ''}`);
    return;
  }
  bus.emit({ type: 'retry-file', file, hosts: names });
}
