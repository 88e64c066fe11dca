import { Option } from 'commander';
import type { Json } from '../../core/json.js';
import { TsplayError } from '../../core/problem.js';
import { describeKeywords, keywordsJson } from '../../playbook/describe-keywords.js';
import { pluginNames, pluginTypes } from '../../template/plugin-names.js';
import type { Declare } from '../commands.js';
import type { DocFlags } from '../doc/doc-flags.js';
import { moduleDocs } from '../doc/module-docs.js';
import { roleDocs } from '../doc/role-docs.js';
import { addOptions, collect } from '../options/options.js';

export const declareDoc: Declare = (command, terminal, exit) => {
  command
    .argument('[modules...]', 'modules to tell about')
    .option('--keywords', 'every keyword of plays, roles, blocks and tasks, and what becomes of it here')
    .option('-l, --list', 'the modules, all or those of the collections that are named')
    .option('-F, --list_files', 'the modules and their files')
    .option('-s, --snippet', 'a task to copy into a playbook')
    .option('-j, --json', 'JSON instead of text')
    .addOption(
      new Option('-t, --type <type>', 'what to tell about; of filters, tests and lookups only the names')
        .choices(['module', 'keyword', 'role', ...pluginTypes])
        .default('module'),
    )
    .option('-r, --roles-path <path>', 'directories of roles, before all others', collect, [])
    .option('-e, --entry-point <name>', 'of roles, only this entry point')
    .addOption(new Option('-v, --verbose').hideHelp())
    .addOption(new Option('--metadata-dump').hideHelp())
    .addOption(new Option('--no-fail-on-errors').hideHelp());
  addOptions(command, ['playbookDir', 'modulePath']);
  command.action(async (names: string[], given: DocFlags) => {
    const flags: DocFlags = { ...given, list: given.list ?? given.list_files ?? false };
    if (flags.metadataDump) throw noMetadata;
    const ofKeywords = flags.keywords || flags.type === 'keyword';
    if (!ofKeywords && !flags.list && names.length === 0) {
      terminal.stderr.write('ERROR! Name modules, or use --list or --keywords\n');
      return exit(5);
    }
    if (ofKeywords) terminal.stdout.write(keywordText(names, flags));
    else if (flags.type === 'role')
      terminal.stdout.write(roleDocs(names, flags, terminal.stdout.columns ?? 80));
    else if (flags.type === 'module') terminal.stdout.write(await moduleDocs(names, flags));
    else if (flags.list) terminal.stdout.write(nameText(pluginNames(flags.type), flags));
    else {
      terminal.stderr.write(`ERROR! There are no pages about a ${flags.type} here; --list names them\n`);
      return exit(1);
    }
  });
};

const noMetadata = new TsplayError({
  code: 'bad-usage',
  message: '--metadata-dump is for plug-ins in Python, which tsplay does not have',
  hint: 'tsplay doc --json NAME… has the pages of modules as data',
});

const keywordText = (names: readonly string[], { json }: DocFlags): string =>
  json ? write(keywordsJson(names)) : describeKeywords(names);

const nameText = (names: readonly string[], { json }: DocFlags): string =>
  json ? write([...names]) : names.map((name) => `${name}\n`).join('');

const write = (value: Json): string => `${JSON.stringify(value, null, 4)}\n`;
