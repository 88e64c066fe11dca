import type { Json } from '../../../lib/core/json.js';
import { PyFloat } from '../../../lib/core/value.js';

export type Answer = Readonly<Record<string, Json>>;

/** The part of a registered result that must be equal: `at`, the task's directory, reads `$ROOT`. */
export function shownPart(answer: Answer, at: string): Answer {
  const text = JSON.stringify(answer).replaceAll(at, '$ROOT');
  const whole = JSON.parse(text) as Record<string, Json>;
  // the playbook has the arguments
  for (const key of ['invocation', 'exception', 'module_stdout', 'module_stderr', 'deprecations'])
    delete whole[key];
  return steady(whole) as Answer;
}

/** Values that are never twice the same are shown as what they are. */
function steady(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => steady(item));
    const isSet = anyOrder.has(key) || (key === 'results' && typeof items[0] === 'string');
    return isSet ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (typeof value === 'object' && value !== null && !(value instanceof PyFloat))
    return Object.fromEntries(
      Object.entries(value)
        .filter(
          ([name]) =>
            name !== 'invocation' &&
            !offFileSystem.has(name) &&
            !(name === 'size' && 'state' in value && value.state === 'directory'),
        )
        .map(([name, item]) => [name, steady(item, name)]),
    );
  if (typeof value === 'number' && passing.has(key)) return `<${typeof value}>`;
  if (key === 'cache_update_time' && Number.isInteger(value) && Number(value) > 0) return '<time>';
  if (typeof value === 'string') return passing.has(key) ? `<${shape(value)}>` : withoutTimes(value);
  return value;
}

const passing = new Set([
  ...[
    'atime',
    'ctime',
    'mtime',
    'inode',
    'dev',
    'start',
    'end',
    'stop',
    'delta',
    'elapsed',
    'path_tmp',
    'pid',
  ],
]);

// as a directory happens to list them; so are packages in `results`, which of a loop are no texts
const anyOrder = new Set(['files', 'expanded_paths']);

// they depend on the kind of file system and on the kernel
const offFileSystem = new Set(['attributes', 'attr_flags', 'version', 'blocks', 'block_size', 'device_type']);

const shape = (text: string): string => text.replace(/^<(.*)>$/, '$1').replace(/\d+/g, '9');

/** Names of backups and of temporary files without their chance part. */
export const withoutTimes = (text: string): string =>
  text
    .replace(/\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~/g, '.<pid>.<time>~')
    .replace(
      /\/(?:dev\/shm|tmp)\/tsplay-against-\w{6}(?:\/home-\w{6}(?:\/\.ansible\/tmp\/[^"\\]*)?)?/g,
      '<scratch>',
    )
    .replace(/\/ansible[.-]tmp[-.\w]*/g, '/<tmp>')
    .replace(/\bansible\.\w{8}\b/g, 'ansible.<chance>');
