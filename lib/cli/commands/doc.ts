import { Option } from 'commander';

import type { Json } from '../../core/json.js';
import { documentNames, findDocument } from '../../documents.js';
import { describeModule, moduleJson, snippetOf, type Documented } from '../../module/index.js';
import { describeKeywords, keywordsJson } from '../../playbook/describe-keywords.js';
import { pluginNames, pluginTypes, type PluginType } from '../../template/plugin-names.js';
import type { Declare } from '../commands.js';

interface DocFlags {
  readonly keywords?: boolean;
  readonly list?: boolean;
  readonly snippet?: boolean;
  readonly json?: boolean;
  readonly type: 'module' | 'keyword' | PluginType;
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
        .choices(['module', 'keyword', ...pluginTypes])
        .default('module'),
    )
    .action(async (names: string[], flags: DocFlags) => {
      const ofKeywords = flags.keywords || flags.type === 'keyword';
      if (!ofKeywords && !flags.list && names.length === 0) {
        terminal.stderr.write('ERROR! Name modules, or use --list or --keywords\n');
        return exit(5);
      }
      if (ofKeywords) terminal.stdout.write(keywordText(names, flags));
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

const write = (value: Json): string => `${JSON.stringify(value, null, 4)}\n`;
