import type { Json } from '../../lib/core/json.js';

/** How a runner went through a playbook, in a form that two runners can be compared by. */
export interface Answer {
  readonly exitCode: number;
  readonly tasks: readonly TaskAnswer[];
  readonly totals: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface TaskAnswer {
  readonly name: string;
  /** By host, sorted. */
  readonly hosts: Readonly<Record<string, HostAnswer>>;
}

export interface HostAnswer {
  readonly status: string;
  readonly shown: Readonly<Record<string, Json>>;
}

type Fields = Readonly<Record<string, Json>>;

const always = [
  'item',
  'ansible_loop_var',
  'skip_reason',
  'attempts',
  'rc',
  'stdout',
  'stderr',
  'stat',
  'failed_when_result',
  'censored',
];
const withText = new Set(['fail', 'assert', 'command', 'shell']);

/** The part of a result that must be equal: not times, not the words of error messages. */
export function shownPart(module: string, result: Fields): Fields {
  if (module.startsWith('include') && module !== 'include_vars') return {};
  const keys = module === 'debug' && result['failed'] !== true ? debugKeys(result) : always;
  const shown: Record<string, Json> = {};
  for (const key of keys) if (result[key] !== undefined) shown[key] = result[key]!;
  if (typeof shown['failed_when_result'] === 'string') delete shown['failed_when_result'];
  // a loop registers it, and no output of Ansible's prints it
  if (shown['skipped'] === false) delete shown['skipped'];
  if (withText.has(module) && result['msg'] !== undefined) shown['msg'] = result['msg']!;
  if (module === 'set_fact' && result['ansible_facts'] !== undefined)
    shown['ansible_facts'] = result['ansible_facts']!;
  if (shown['stat'] !== undefined) shown['stat'] = { exists: (shown['stat'] as Fields)['exists'] ?? null };
  const { results } = result;
  if (Array.isArray(results))
    shown['results'] = (results as readonly Fields[]).map((item) => ({
      ...shownPart(module, item),
      status: statusOf(item),
    }));
  return shown;
}

const noise = new Set([
  'changed',
  'failed',
  'action',
  '_ansible_no_log',
  '_ansible_verbose_always',
  'results',
  'warnings',
  'deprecations',
]);

const debugKeys = (result: Fields): string[] =>
  Object.keys(result).filter((key) => !noise.has(key) && !key.startsWith('_ansible'));

export function statusOf(result: Fields): string {
  if (isLost(result) || ((result['results'] ?? []) as readonly Fields[]).some(isLost)) return 'unreachable';
  if (result['failed'] === true) return 'failed';
  if (result['skipped'] === true) return 'skipped';
  return result['changed'] === true ? 'changed' : 'ok';
}

/** A loop does not say it of itself. */
const isLost = (result: Fields): boolean => result['unreachable'] === true;
