import { Option } from 'commander';
import path from 'node:path';

import { loadConfig } from '../../config/index.js';
import type { Json } from '../../core/json.js';
import { TsplayError } from '../../core/problem.js';
import { didYouMean } from '../../core/suggest.js';
import type { Value } from '../../core/value.js';
import { documentNames, findDocument } from '../../documents.js';
import { describeModule, moduleJson, snippetOf, type Documented } from '../../module/index.js';
import { describeKeywords, keywordsJson } from '../../playbook/describe-keywords.js';
import { roleDocuments, type RoleDocument } from '../../playbook/role-documents.js';
import { dumpJson } from '../../template/dump-json.js';
import { pluginNames, pluginTypes, type PluginType } from '../../template/plugin-names.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { addOptions, collect } from '../options/options.js';
import { roleList, roleText } from '../role-text.js';

interface DocFlags {
  readonly keywords?: boolean;
  readonly list?: boolean;
  readonly snippet?: boolean;
  readonly json?: boolean;
  readonly type: 'module' | 'keyword' | 'role' | PluginType;
  readonly entryPoint?: string;
  readonly rolesPath: readonly string[];
  readonly playbookDir?: string;
}

export const declareDoc: Declare = (command, terminal, exit) => {
  command
    .argument('[modules...]', 'modules to tell about')
    .option('--keywords', 'every keyword of plays, roles, blocks and tasks, and what becomes of it here')
    .option('-l, --list', 'the modules')
    .option('-s, --snippet', 'a task to copy into a playbook')
    .option('-j, --json', 'JSON instead of text')
    .addOption(
      new Option('-t, --type <type>', 'what to tell about; of filters, tests and lookups only the names')
        .choices(['module', 'keyword', 'role', ...pluginTypes])
        .default('module'),
    )
    .option('-r, --roles-path <path>', 'directories of roles, before all others', collect, [])
    .option('-e, --entry-point <name>', 'of roles, only this entry point');
  addOptions(command, ['playbookDir']);
  command.action(async (names: string[], flags: DocFlags) => {
    const ofKeywords = flags.keywords || flags.type === 'keyword';
    if (!ofKeywords && !flags.list && names.length === 0) {
      terminal.stderr.write('ERROR! Name modules, or use --list or --keywords\n');
      return exit(5);
    }
    if (ofKeywords) terminal.stdout.write(keywordText(names, flags));
    else if (flags.type === 'role') terminal.stdout.write(roleDocs(names, flags, terminal));
    else if (flags.type === 'module') terminal.stdout.write(await moduleText(names, flags));
    else if (flags.list) terminal.stdout.write(nameText(pluginNames(flags.type), flags));
    else {
      terminal.stderr.write(`ERROR! There are no pages about a ${flags.type} here; --list names them\n`);
      return exit(1);
    }
  });
};

const keywordText = (names: readonly string[], { json }: DocFlags): string =>
  json ? write(keywordsJson(names)) : describeKeywords(names);

const nameText = (names: readonly string[], { json }: DocFlags): string =>
  json ? write([...names]) : names.map((name) => `${name}\n`).join('');

async function moduleText(names: readonly string[], flags: DocFlags): Promise<string> {
  const found = await Promise.all((flags.list ? documentNames() : names).map(findDocument));
  if (flags.list) return listText(found, flags);
  if (flags.json) return write(Object.fromEntries(found.map((one) => [one.name, moduleJson(one)])));
  return found.map(flags.snippet ? snippetOf : describeModule).join('\n');
}

function listText(found: readonly Documented[], { json }: DocFlags): string {
  if (json) return write(Object.fromEntries(found.map(({ name, summary }) => [name, summary])));
  return found.map(({ name, summary }) => `${name.padEnd(24)}${summary}\n`).join('');
}

/** Roles are told by their argument specifications; `--list` takes no names. */
function roleDocs(names: readonly string[], flags: DocFlags, terminal: Terminal): string {
  const base = flags.playbookDir ?? '.';
  const given = flags.rolesPath.flatMap((directories) => directories.split(':'));
  const all = roleDocuments([
    path.join(base, 'roles'),
    ...given,
    ...loadConfig().list('DEFAULT_ROLES_PATH'),
    base,
  ]);
  const roles = (flags.list ? all : names.map((name) => roleOf(name, all))).map((role) =>
    ofEntryPoint(role, flags),
  );
  if (flags.json) return roleJson(roles, flags);
  if (flags.list) return roleList(roles, (terminal.stdout.columns ?? 80) - 1);
  return roles
    .filter(({ entryPoints }) => entryPoints.size > 0)
    .map(roleText)
    .join('');
}

function roleOf(name: string, all: readonly RoleDocument[]): RoleDocument {
  const found = all.find((role) => role.name === name);
  if (found) return found;
  const names = all.map((role) => role.name);
  const hint = didYouMean(name, names) ?? (names.length > 0 ? `there are ${names.join(', ')}` : undefined);
  throw new TsplayError({
    code: 'unknown-role',
    message: `there is no role '${name}' with argument specifications (meta/argument_specs.yml)`,
    ...(hint === undefined ? {} : { hint }),
  });
}

const ofEntryPoint = (role: RoleDocument, { entryPoint }: DocFlags): RoleDocument =>
  entryPoint === undefined
    ? role
    : { ...role, entryPoints: new Map([...role.entryPoints].filter(([name]) => name === entryPoint)) };

function roleJson(roles: readonly RoleDocument[], { list }: DocFlags): string {
  const told = roles.map(({ name, dir, entryPoints }): [Value, Value] => {
    const points = [...entryPoints].map(([point, spec]): [Value, Value] => [
      point,
      list ? (spec.get('short_description') ?? '') : spec,
    ]);
    const common: [Value, Value][] = [
      ['collection', ''],
      ['entry_points', new Map(points)],
    ];
    return [name, new Map(list ? common : [...common, ['path', dir]])];
  });
  return `${dumpJson(new Map(told), { indent: 4, sortKeys: true })}\n`;
}

const write = (value: Json): string => `${JSON.stringify(value, null, 4)}\n`;
