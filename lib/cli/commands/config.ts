import { Option, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import {
  isIgnored,
  loadConfig,
  settings,
  type Config,
  type Setting,
  type SettingValue,
} from '../../config/index.js';
import { pyStr } from '../../jinja/index.js';
import { TsplayError } from '../../core/problem.js';
import type { Value } from '../../core/value.js';
import { dumpJson } from '../../template/dump-json.js';
import { dumpYaml } from '../../template/dump-yaml.js';
import type { Declare } from '../commands.js';

interface ConfigFlags {
  readonly config?: string;
  readonly onlyChanged?: boolean;
  readonly disabled?: boolean;
  readonly format: string;
  readonly type: string;
  readonly verbose?: boolean;
}

export const declareConfig: Declare = (command, terminal, exit) => {
  const refuse = (why: string): void => {
    terminal.stderr.write(`ERROR! ${why}\n`);
    exit(1);
  };
  withOptions(command.command('list').description('every setting, and what it does here')).action(
    (flags: ConfigFlags) => void terminal.stdout.write(write(new Map(chosen(flags).map(described)), flags)),
  );
  withOptions(command.command('dump').description('the settings as they are, and where they come from'))
    .option('--changed-only, --only-changed', 'only what is not the default')
    .action((flags: ConfigFlags) => {
      const config = configOf(flags);
      if (!(config instanceof TsplayError))
        return void terminal.stdout.write(`${fileLine(config, flags)}${dump(config, flags)}`);
      return refuse(config.message);
    });
  withOptions(command.command('view').description('the ansible.cfg that counts')).action(
    (flags: ConfigFlags) => {
      const config = configOf(flags);
      if (config instanceof TsplayError) return refuse(config.message);
      if (config.file === undefined) return refuse('Invalid or no config file was supplied');
      return void terminal.stdout.write(readFileSync(config.file, 'utf8'));
    },
  );
  withOptions(
    command.command('init').description('an ansible.cfg with every setting that has a meaning here'),
  )
    .option('--disabled', 'every line behind a semicolon')
    .action((flags: ConfigFlags) => void terminal.stdout.write(initialFile(flags)));
};

const withOptions = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'this ansible.cfg')
    .option('-f, --format <format>', 'json, yaml or display', 'display')
    .option('-v, --verbose', 'say first which ansible.cfg counts')
    .addOption(
      new Option('-t, --type <type>', 'settings of the program, or of its connections and outputs')
        .choices(['base', 'all', 'plugins'])
        .default('base'),
    );

function configOf({ config }: ConfigFlags): Config | TsplayError {
  try {
    return loadConfig(config === undefined ? {} : { file: config });
  } catch (error) {
    if (error instanceof TsplayError) return error;
    throw error;
  }
}

// names with a dot are options of outputs and connections
const own = (): Setting[] => chosen({ type: 'base' });

const chosen = ({ type }: Pick<ConfigFlags, 'type'>): Setting[] =>
  [...settings().values()].filter(
    ({ name }) => type === 'all' || name.includes('.') === (type === 'plugins'),
  );

// what ansible-config says at -v
const fileLine = ({ file }: Config, { verbose }: ConfigFlags): string =>
  !verbose
    ? ''
    : file === undefined
      ? 'No config file found; using defaults\n'
      : `Using ${file} as config file\n`;

interface Shown {
  readonly name: string;
  readonly origin: string;
  readonly value: SettingValue;
}

function dump(config: Config, flags: ConfigFlags): string {
  const all = chosen(flags)
    .filter(({ fallback }) => fallback !== '?')
    .map(({ name }): Shown => ({ name, origin: originOf(config, name), value: config.get(name) }));
  const shown = [...all, { name: 'CONFIG_FILE', origin: '', value: config.file ?? null }]
    .filter(({ origin }) => !flags.onlyChanged || origin !== 'default')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (flags.format !== 'display') return write(shown.map(asDict), flags);
  const base = shown.filter(({ name }) => !name.includes('.')).map(lineOf);
  return [...base, ...ofPlugins(shown)].map((line) => `${line}\n`).join('');
}

const lineOf = ({ name, origin, value }: Shown): string =>
  `${name.replace(/^.*[.]/, '')}(${origin}) = ${pyStr(asValue(value))}`;

// under the headings that scripts look for
function ofPlugins(shown: readonly Shown[]): string[] {
  return Object.entries(pluginsOf).flatMap(([kind, plugins]) => {
    const lines = plugins.flatMap((plugin) => {
      const own = shown.filter(({ name }) => name.startsWith(`${plugin}.`)).map(lineOf);
      return own.length === 0 ? [] : ['', `${plugin}:`, '_'.repeat(plugin.length), ...own];
    });
    return lines.length === 0 ? [] : ['', `${kind}:`, '='.repeat(kind.length), ...lines];
  });
}

const pluginsOf: Readonly<Record<string, readonly string[]>> = {
  BECOME: ['doas', 'su', 'sudo'],
  CALLBACK: ['default', 'json', 'junit', 'tree'],
  CONNECTION: ['ssh'],
  SHELL: ['sh'],
};

function originOf(config: Config, name: string): string {
  const origin = config.origin(name);
  switch (origin.kind) {
    case 'default':
      return 'default';
    case 'env':
      return `env: ${origin.name}`;
    case 'file':
      return origin.file;
  }
}

const asValue = (value: SettingValue): Value =>
  Array.isArray(value) ? [...(value as string[])] : (value as Value);

const asDict = ({ name, origin, value }: Shown): Value =>
  new Map<Value, Value>([
    ['name', name],
    ['origin', origin],
    ['type', null],
    ['value', asValue(value)],
  ]);

function described(setting: Setting): [Value, Value] {
  const { name, type, choices, fallback, ini, env, doc } = setting;
  return [
    name,
    new Map<Value, Value>([
      ['default', fallback ?? null],
      ['description', `${doc}.`],
      ...(choices.length > 0 ? [['choices', [...choices]] as [Value, Value]] : []),
      ['env', env.map((variable) => new Map([['name', variable]]))],
      ['ini', ini.map(({ section, key }) => new Map([...Object.entries({ key, section })]))],
      ['type', type],
    ]),
  ];
}

function write(value: Value, { format }: ConfigFlags): string {
  if (format === 'json') return `${dumpJson(value, { indent: 4, sortKeys: true, ensureAscii: false })}\n`;
  return dumpYaml(value, { flow: false });
}

function initialFile({ disabled }: ConfigFlags): string {
  const sections = new Map<string, string[]>();
  for (const { doc, ini, type, fallback } of own().filter((setting) => !isIgnored(setting))) {
    const place = ini.at(-1);
    if (!place) continue;
    const lines = sections.get(place.section) ?? [];
    const mark = disabled || fallback === undefined ? ';' : '';
    lines.push(`# (${type}) ${doc}`, `${mark}${place.key}=${fallback ?? ''}`, '');
    sections.set(place.section, lines);
  }
  return [...sections].map(([name, lines]) => [`[${name}]`, ...lines, ''].join('\n')).join('');
}
