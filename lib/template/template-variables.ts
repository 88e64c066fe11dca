import { statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';

import type { Dict, Value } from '../core/value.js';
import { strftime } from '../jinja/index.js';

/** Where a template came from, as Ansible tells it to the template itself. */
export function templateVariables({
  path,
  dest,
}: {
  readonly path: string;
  readonly dest?: string | undefined;
}): Dict {
  const stats = statSync(path, { throwIfNoEntry: false });
  const time = stats?.mtimeMs ?? Date.now();
  const entries: [string, Value][] = [
    ['template_host', hostname()],
    ['template_path', path],
    ['template_fullpath', resolve(path)],
    ['template_mtime', strftime('%Y-%m-%d %H:%M:%S', time)],
    ['template_uid', stats ? ownerOf(stats.uid) : ''],
    ['template_destpath', dest ?? ''],
    ['template_run_date', strftime('%Y-%m-%d %H:%M:%S', Date.now())],
  ];
  return new Map<Value, Value>(entries);
}

const ownerOf = (uid: number): string => (uid === userInfo().uid ? userInfo().username : String(uid));
