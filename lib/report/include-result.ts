import path from 'node:path';
import type { EventOf } from '../core/event.js';
import type { Json } from '../core/json.js';

/** What Ansible says a host answers to an include: the file as it is probably written. */
export function includeResult({ file, task }: EventOf<'included'>): Record<string, Json> {
  const name = task.at && path.isAbsolute(file) ? path.relative(path.dirname(task.at.file), file) : file;
  return { changed: false, include: name, include_args: {} };
}
