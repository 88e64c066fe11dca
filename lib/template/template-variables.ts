import { statSync, type Stats } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';

import type { Dict, Value } from '../core/value.js';
import { strftime } from '../jinja/index.js';
import { lazyDict } from './lazy-dict.js';
import { noteImpureCall } from './purity.js';

/** Where a template came from, as Ansible tells it to the template itself. Few ask: each is made when it is read. */
export function templateVariables({
  path,
  dest,
}: {
  readonly path: string;
  readonly dest?: string | undefined;
}): Dict {
  const made = new Map<Value, () => Value>([
    ['template_host', hostname],
    ['template_path', () => path],
    ['template_fullpath', () => resolve(path)],
    ['template_mtime', () => shownTime(statsOf(path)?.mtimeMs ?? Date.now())],
    ['template_uid', () => ownerOf(statsOf(path)?.uid)],
    ['template_destpath', () => dest ?? ''],
    ['template_run_date', () => shownTime(Date.now())],
  ]);
  return lazyDict({
    get: (name) => made.get(name)?.(),
    has: (name) => made.has(name),
    keys: () => made.keys(),
  });
}

function statsOf(path: string): Stats | undefined {
  noteImpureCall();
  return statSync(path, { throwIfNoEntry: false });
}

const shownTime = (millis: number): string => strftime('%Y-%m-%d %H:%M:%S', millis);

function ownerOf(uid: number | undefined): string {
  if (uid === undefined) return '';
  const us = userInfo();
  return uid === us.uid ? us.username : String(uid);
}
