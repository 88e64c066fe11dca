import type { Fields } from '../schema/index.js';
import { sharedShell } from './script.js';

/**
 * Shell that expands the paths that have a `~` or a `$`: that is done at the host, as Ansible does.
 * Other paths cost nothing.
 */
export function expandPaths(fields: Fields, args: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(fields).filter(
    (name) => fields[name]!.kind === 'path' && needsExpansion(args[name]),
  );
  return names.length === 0
    ? ''
    : [sharedShell('expand-path'), ...names.map((name) => `expand_path ${name}`), ''].join('\n');
}

const needsExpansion = (value: unknown): boolean => typeof value === 'string' && /^~|\$/.test(value);
