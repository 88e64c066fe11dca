import type { Dict, Value } from '../../lib/core/value.js';
import {
  dataOf,
  defineModule,
  failure,
  failedResult,
  makeResult,
  scriptBeside,
} from '../../lib/module/index.js';
import { choice, list, raw, text } from '../../lib/schema/index.js';

// of other systems
const elsewhere = ['pkg', 'pkg_info', 'portage'];

export const module = defineModule({
  name: 'package_facts',
  summary: 'Tells which packages are installed',
  examples: `
- package_facts:
- assert:
    that: ansible_facts.packages is mapping`,
  args: {
    manager: list(text({}), {
      doc: 'Which managers to ask: auto, rpm, apt, pacman, apk; portage, pkg and pkg_info are not supported',
      fallback: ['auto'],
    }),
    strategy: choice(['first', 'all'], { doc: 'The first manager of the host, or all', fallback: 'first' }),
  },
  returns: { ansible_facts: raw({ doc: 'packages: name → list of {name, version, arch, source, …}' }) },
  script: scriptBeside(import.meta.url, 'package_facts.sh'),
  prepare(args) {
    const names = args.manager.map((name) => name.trim().toLowerCase());
    const bad = names.filter((name) => !['auto', ...elsewhere, ...Object.keys(fieldsOf)].includes(name));
    if (bad.length > 0) return failure(`Unsupported package managers requested: ${bad.join(', ')}`);
    if (names.every((name) => elsewhere.includes(name)))
      return failure(
        `Could not detect a supported package manager from the following list: [${names.map((name) => `'${name}'`).join(', ')}]`,
      );
    const all = names.includes('auto') ? Object.keys(fieldsOf) : names;
    return { manager: all.map((name) => (name === 'yum' || name === 'dnf' ? 'rpm' : name)) };
  },
  finish(reply) {
    const failed = failedResult(reply);
    if (failed) return failed;
    const packages: Dict = new Map();
    for (const manager of Object.keys(fieldsOf)) {
      const lines = (dataOf(reply, manager) ?? '').split('\n').filter((line) => line !== '');
      for (const line of lines) addPackage(packages, line.split('\t'), manager);
    }
    return makeResult({ changed: false, ansible_facts: new Map<Value, Value>([['packages', packages]]) });
  },
});

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  rpm: ['name', 'version', 'release', 'epoch', 'arch'],
  apt: ['name', 'version', 'arch', 'category', 'origin'],
  pacman: ['name', 'version'],
  apk: ['name', 'version', 'release'],
};

function addPackage(packages: Dict, values: readonly string[], manager: string): void {
  const entry: Dict = new Map();
  for (const [at, field] of fieldsOf[manager]!.entries())
    entry.set(field, readField(field, values[at] ?? ''));
  entry.set('source', manager);
  const name = entry.get('name')!;
  packages.set(name, [...((packages.get(name) as Value[] | undefined) ?? []), entry]);
}

function readField(field: string, value: string): Value {
  if (field !== 'epoch') return value;
  return value === '(none)' ? null : Number(value);
}
