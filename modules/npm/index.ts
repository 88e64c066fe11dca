import type { Json } from '../../lib/core/json.js';
import {
  dataOf,
  defineModule,
  failure,
  failedResult,
  makeResult,
  scriptBeside,
} from '../../lib/module/index.js';
import { bool, choice, path, text, type ArgsOf } from '../../lib/schema/index.js';

const listScript = scriptBeside(import.meta.url, 'list.sh');
const actScript = scriptBeside(import.meta.url, 'act.sh');

const args = {
  name: text({ doc: 'The package; what package.json names by default' }),
  version: text({ doc: 'Its version' }),
  state: choice(['absent', 'latest', 'present'], { doc: 'What should be', fallback: 'present' }),
  path: path({ doc: 'The directory of the project' }),
  global: bool({ doc: 'For the whole host', fallback: false }),
  executable: path({ doc: 'The program' }),
  production: bool({ doc: 'Not what is for development', fallback: false }),
  ci: bool({ doc: 'Exactly what the lock file says', fallback: false }),
  ignore_scripts: bool({ doc: 'Run no scripts of packages', fallback: false }),
  unsafe_perm: bool({ doc: 'Run scripts as root', fallback: false }),
  no_optional: bool({ doc: 'Not what is optional', fallback: false }),
  no_bin_links: bool({ doc: 'No links to programs', fallback: false }),
  registry: text({ doc: 'Address of the registry' }),
};

export const module = defineModule({
  name: 'npm',
  collection: 'community.general',
  summary: 'Installs and removes packages of Node.js',
  examples: `
- name: What the project needs
  npm:
    path: /srv/app
    ci: true`,
  args,
  returns: {},
  async run(given, ctx) {
    if (given.path === undefined && !given.global)
      return failure('path must be specified when not using global');
    const name =
      given.name === undefined ? undefined : `${given.name}${given.version ? `@${given.version}` : ''}`;
    const shared = {
      path: given.path,
      executable: given.executable ?? 'npm',
      name,
      options: optionsOf(given),
    };
    if (!given.ci) {
      const reply = await ctx.call(listScript.text(), {
        ...shared,
        is_global: given.global,
        asks_newer: given.state === 'latest',
      });
      const failed = failedResult(reply);
      if (failed) return failed;
      const verb = verbFor(
        given,
        readList(dataOf(reply, 'list') ?? '', name),
        (dataOf(reply, 'outdated') ?? '').trim() !== '',
      );
      if (verb === undefined) return makeResult({ changed: false });
      return await act(verb);
    }
    return await act('ci');

    async function act(verb: string) {
      const reply = await ctx.call(actScript.text(), { ...shared, verb });
      return failedResult(reply) ?? makeResult({ changed: true });
    }
  },
});

type Args = ArgsOf<typeof args>;

const optionsOf = (given: Args): string[] =>
  [
    ['--global', given.global],
    ['--production', given.production],
    ['--ignore-scripts', given.ignore_scripts],
    ['--unsafe-perm', given.unsafe_perm],
    ['--no-optional', given.no_optional],
    ['--no-bin-links', given.no_bin_links],
    [`--registry=${given.registry ?? ''}`, given.registry !== undefined],
  ].flatMap(([word, isOn]) => (isOn === true ? [word as string] : []));

interface Found {
  readonly installed: boolean;
  readonly missing: boolean;
}

// names of what is there, as name and as name@version
function readList(text: string, name: string | undefined): Found {
  const tree = parse(text)['dependencies'] ?? {};
  const entries = Object.entries(tree as Readonly<Record<string, Json>>).map(
    ([key, value]): [string, Readonly<Record<string, Json>>] => [
      key,
      value as Readonly<Record<string, Json>>,
    ],
  );
  const lacks = ([, entry]: [string, Readonly<Record<string, Json>>]): boolean =>
    Boolean(entry['missing'] ?? entry['invalid'] ?? false);
  const installed = entries
    .filter((entry) => !lacks(entry))
    .flatMap(([key, entry]) => [key, `${key}@${JSON.stringify(entry['version'] ?? '').slice(1, -1)}`]);
  const isThere = name !== undefined && installed.includes(name);
  return { installed: isThere, missing: (name !== undefined && !isThere) || entries.some(lacks) };
}

function parse(text: string): Readonly<Record<string, Json>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, Json>>;
  } catch {
    return {};
  }
}

function verbFor(given: Args, found: Found, isOutdated: boolean): string | undefined {
  if (given.state === 'absent') return found.installed ? 'uninstall' : undefined;
  if (found.missing) return 'install';
  return given.state === 'latest' && isOutdated ? 'update' : undefined;
}
