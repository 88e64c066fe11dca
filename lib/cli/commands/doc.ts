import type { Json } from '../../core/json.js';
import { documentNames, findDocument } from '../../documents.js';
import { describeModule, moduleJson, snippetOf, type Documented } from '../../module/index.js';
import { describeKeywords, keywordsJson } from '../../playbook/describe-keywords.js';
import type { Declare } from '../commands.js';

interface DocFlags {
  readonly keywords?: boolean;
  readonly list?: boolean;
  readonly snippet?: boolean;
  readonly json?: boolean;
}

export const declareDoc: Declare = (command, terminal, exit) => {
  command
    .argument('[modules...]', 'modules to tell about')
    .option('--keywords', 'every keyword of plays, roles, blocks and tasks, and what becomes of it here')
    .option('-l, --list', 'the modules')
    .option('-s, --snippet', 'a task to copy into a playbook')
    .option('-j, --json', 'JSON instead of text')
    .action(async (names: string[], flags: DocFlags) => {
      if (!flags.keywords && !flags.list && names.length === 0) {
        terminal.stderr.write('ERROR! Name modules, or use --list or --keywords\n');
        return exit(5);
      }
      terminal.stdout.write(flags.keywords ? keywordText(flags) : await moduleText(names, flags));
    });
};

const keywordText = ({ json }: DocFlags): string => (json ? write(keywordsJson()) : describeKeywords());

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
