import path from 'node:path';
import { loadConfig } from '../../config/index.js';
import { TsplayError } from '../../core/problem.js';
import { createDocuments, type Documents } from '../../documents.js';
import { describeModule, moduleJson, snippetOf, type Documented } from '../../module/index.js';
import { splitPaths } from '../options/options.js';
import { isListed, type DocFlags } from './doc-flags.js';

/** What `tsplay doc` prints about modules: those that come with tsplay, and the user's own. */
export async function moduleDocs(names: readonly string[], flags: DocFlags): Promise<string> {
  const documents = createDocuments(libraryOf(flags));
  if (flags.list) return listText(await listed(names, documents), flags);
  const found = await Promise.all(names.map((name) => documents.find(name)));
  if (flags.json) return write(Object.fromEntries(found.map((one) => [one.name, moduleJson(one)])));
  return found.map(flags.snippet ? snippetOf : describeModule).join('\n');
}

const libraryOf = ({ modulePath, playbookDir = '.' }: DocFlags): string[] => [
  ...splitPaths(modulePath),
  path.join(playbookDir, 'library'),
  ...loadConfig().list('DEFAULT_MODULE_PATH'),
];

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly file: string | undefined;
}

async function listed(collections: readonly string[], documents: Documents): Promise<Listed[]> {
  const all = await Promise.all(
    documents.names().map(async (name) => ({ name, page: await pageOf(name, documents) })),
  );
  return all
    .filter(({ page }) => isListed(page?.collection ?? 'ansible.builtin', collections))
    .map(({ name, page }) => ({ name, summary: page?.summary ?? '', file: documents.fileOf(name) }));
}

// a module of the user's may say nothing about itself
async function pageOf(name: string, documents: Documents): Promise<Documented | undefined> {
  try {
    return await documents.find(name);
  } catch (error) {
    if (error instanceof TsplayError) return undefined;
    throw error;
  }
}

function listText(found: readonly Listed[], { json, list_files }: DocFlags): string {
  const rows = found.map(({ name, summary, file }): [string, string] => [
    name,
    list_files ? (file ?? '(comes with tsplay)') : summary,
  ]);
  if (json) return write(Object.fromEntries(rows));
  return rows.map(([name, about]) => `${`${name.padEnd(24)}${about}`.trimEnd()}\n`).join('');
}

const write = (value: unknown): string => `${JSON.stringify(value, null, 4)}\n`;
