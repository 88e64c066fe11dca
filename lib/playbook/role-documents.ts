import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isDict, type Dict, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import { loadYamlFile, toValue } from '../yaml/index.js';

/** What a role's argument specifications tell. */
export interface RoleDocument {
  /** With the collection before it, if it is in one. */
  readonly name: string;
  /** `namespace.name`, or empty. */
  readonly collection: string;
  /** Its own directory, or that of its collection. */
  readonly dir: string;
  /** By name, as `meta/argument_specs.yml` has them. */
  readonly entryPoints: ReadonlyMap<string, Dict>;
}

/**
 * The roles below some directories that have argument specifications, be they empty, by name; of several that are called the
 * same the first counts.
 * @throws TsplayError when a file of theirs cannot be read
 */
export function roleDocuments(directories: readonly string[]): RoleDocument[] {
  const found = new Map<string, RoleDocument>();
  for (const directory of directories.map((one) => path.resolve(one)).filter(isDirectory))
    for (const name of readdirSync(directory)) {
      const specs = found.has(name) ? undefined : specsOf(path.join(directory, name));
      if (specs)
        found.set(name, { name, collection: '', dir: path.join(directory, name), entryPoints: specs });
    }
  return sorted(found);
}

/** The same of collections, below directories that hold `ansible_collections`. */
export function collectionRoleDocuments(directories: readonly string[]): RoleDocument[] {
  const found = new Map<string, RoleDocument>();
  for (const { collection, dir } of directories.flatMap(collectionsIn))
    for (const role of roleDocuments([path.join(dir, 'roles')])) {
      const name = `${collection}.${role.name}`;
      if (!found.has(name)) found.set(name, { ...role, name, collection, dir });
    }
  return sorted(found);
}

function collectionsIn(directory: string): { readonly collection: string; readonly dir: string }[] {
  const root = path.resolve(directory, 'ansible_collections');
  const namespaces = isDirectory(root) ? readdirSync(root) : [];
  return namespaces
    .filter((namespace) => isDirectory(path.join(root, namespace)))
    .flatMap((namespace) =>
      readdirSync(path.join(root, namespace)).map((name) => ({
        collection: `${namespace}.${name}`,
        dir: path.join(root, namespace, name),
      })),
    );
}

const isDirectory = (one: string): boolean =>
  statSync(one, { throwIfNoEntry: false })?.isDirectory() ?? false;

const sorted = (found: ReadonlyMap<string, RoleDocument>): RoleDocument[] =>
  [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

function specsOf(dir: string): ReadonlyMap<string, Dict> | undefined {
  const files = ['argument_specs.yml', 'argument_specs.yaml', 'main.yml', 'main.yaml'];
  const file = files.map((name) => path.join(dir, 'meta', name)).find((one) => existsSync(one));
  const meta = file === undefined ? undefined : rootOf(file);
  const specs = isDict(meta) ? meta.get('argument_specs') : undefined;
  if (!isDict(specs)) return undefined;
  return new Map([...specs].flatMap(([name, spec]) => (isDict(spec) ? [[pythonText(name), spec]] : [])));
}

function rootOf(file: string): Value {
  const [document] = loadYamlFile(file);
  return document ? toValue(document.root) : null;
}
