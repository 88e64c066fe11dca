import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Dict, Value } from '../../core/value.js';
import { pyStr } from '../../jinja/index.js';
import { loadYaml } from '../../yaml/load-yaml.js';
import { toPlainValue } from '../../yaml/to-value.js';
import { LookupError } from '../lookup-error.js';
import { parseJson } from '../parse-json.js';
import { isMapping, isSequence } from '../python.js';
import type { Lookup, LookupCall, Templar } from '../templar.js';

/** The versions of the collections whose modules, filters and lookups tsplay has built in: what it was compared with. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'ansible.netcommon': '4.1.0',
  'ansible.posix': '1.5.4',
  'ansible.utils': '2.10.3',
  'community.crypto': '2.14.0',
  'community.general': '6.6.2',
  'community.mysql': '3.7.2',
  'community.postgresql': '2.4.2',
};

/** The version of a collection (community.general): one that lies in `collections_path`, else one that is built in. */
export const collectionVersion: Lookup = (call) => call.terms.map((term) => versionOf(pyStr(term), call));

function versionOf(name: string, { options, templar }: LookupCall): Value {
  if (!/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(name)) throw new LookupError(`"${name}" is not a FQCN`);
  const unknown = options.get('result_no_version') ?? '*';
  if (name === 'ansible.builtin') return unknown;
  const directory = directoriesOf(templar, name).find((path) => existsSync(path));
  if (directory === undefined) return BUILT_IN[name] ?? options.get('result_not_found') ?? null;
  return installed(directory) ?? unknown;
}

function directoriesOf(templar: Templar, name: string): string[] {
  const paths = templar.options.setting?.('COLLECTIONS_PATHS', undefined, templar);
  return (isSequence(paths) ? paths : []).map((path) =>
    join(pyStr(path), 'ansible_collections', ...name.split('.')),
  );
}

function installed(directory: string): Value | undefined {
  const manifest = join(directory, 'MANIFEST.json');
  if (existsSync(manifest)) {
    const info = field(parseJson(readFileSync(manifest, 'utf8')), 'collection_info');
    return field(info, 'version');
  }
  const galaxy = ['galaxy.yml', 'galaxy.yaml']
    .map((file) => join(directory, file))
    .find((path) => existsSync(path));
  if (galaxy === undefined) return undefined;
  const [document] = loadYaml(readFileSync(galaxy, 'utf8'), galaxy);
  return document && field(toPlainValue(document.root), 'version');
}

const field = (value: Value | undefined, name: string): Value | undefined =>
  isMapping(value) ? ((value as Dict).get(name) ?? undefined) : undefined;
