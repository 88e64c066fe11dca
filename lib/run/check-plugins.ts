import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Problem } from '../core/problem.js';
import { withDependencies } from '../playbook/index.js';
import type { Play } from '../playbook/types.js';

const kinds = ['filter', 'test', 'lookup'] as const;

/** Plug-ins that a user wrote in Python for Ansible's own control node: said up front, with their files. */
export function checkPlugins(plays: readonly Play[]): readonly Problem[] {
  const places = plays.flatMap((play) => [
    dirname(play.file),
    ...withDependencies(play.roles).map(({ path }) => path),
  ]);
  return [...new Set(places)].flatMap((place) =>
    kinds.flatMap((kind) => tell(join(place, `${kind}_plugins`), kind)),
  );
}

function tell(directory: string, kind: string): Problem[] {
  return pythonFilesOf(directory).map((file) => ({
    code: 'python-plugin',
    severity: 'warning',
    message: `${join(directory, file)} is a ${kind} plug-in in Python, which tsplay does not run: a task that uses a ${kind} of it fails`,
  }));
}

function pythonFilesOf(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.py') && name !== '__init__.py')
      .sort();
  } catch {
    return [];
  }
}
