import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

import type { TemplateSource } from '../jinja/index.js';
import { noteImpureCall } from './purity.js';
import type { Templar } from './templar.js';

/** A template for include, import and extends: beside the asking file, then `templates/` and each search directory. */
export function findTemplate(templar: Templar, name: string, from: string): TemplateSource | undefined {
  noteImpureCall();
  const file = templateCandidates(templar, name, from).find((path) => existsSync(path));
  return file === undefined ? undefined : { source: readFileSync(file, 'utf8'), file };
}

function templateCandidates(templar: Templar, name: string, from: string): string[] {
  if (isAbsolute(name)) return [name];
  const roots = [...(templar.options.searchPath ?? []), templar.options.basedir ?? process.cwd()];
  const beside = isAbsolute(from) ? [join(dirname(from), name)] : [];
  return [...roots.flatMap((root) => [join(root, 'templates', name), join(root, name)]), ...beside];
}
