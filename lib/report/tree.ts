import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../core/event.js';
import { pythonJson } from './python-text.js';
import type { Reporter } from './reporter.js';
import { asFields } from './result-text.js';
import { shownFields } from './shown-result.js';

/** `--tree`: the last result of each host in a file of its name. */
export function createTreeReporter(directory: string): Reporter {
  mkdirSync(directory, { recursive: true });
  const onEvent = (event: Event): void => {
    if (event.type !== 'task-result' || event.status === 'skipped') return;
    // a host may be called `../x`
    const file = join(directory, event.host.replaceAll('/', '_'));
    const fields = asFields(event.result);
    const indent = fields['_ansible_verbose_always'] === true ? 4 : undefined;
    writeFileSync(file, pythonJson(shownFields(fields, 0), indent));
  };
  return { onEvent, close: () => {} };
}
