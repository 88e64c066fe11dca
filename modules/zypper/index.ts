import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  makeResult,
  resultOf,
  scriptBeside,
} from '../../lib/module/index.js';
import { wordsIn } from '../../lib/core/read-words.js';
import { bool, choice, commandLine, int, list, text } from '../../lib/schema/index.js';

const returns = {
  name: list(text({}), { doc: 'As asked' }),
  state: text({ doc: 'As asked' }),
  update_cache: bool({ doc: 'As asked' }),
  rc: int({ doc: 'Exit code' }),
  cmd: list(text({}), { doc: 'The words of the command line' }),
  stdout: text({ doc: 'What zypper said, of a change' }),
  stderr: text({ doc: 'What zypper said on standard error, of a change' }),
};

export const module = defineModule({
  name: 'zypper',
  collection: 'community.general',
  summary: 'Installs, upgrades and removes packages of SUSE',
  examples: `
- name: A server of NFS
  zypper:
    name: nfs-kernel-server
    state: present`,
  args: {
    name: list(text({}), {
      doc: 'Packages: name, name=1.0, name>1.0, -name, +name, a file, an address, *',
      required: true,
      aliases: ['pkg'],
    }),
    state: choice(['absent', 'dist-upgrade', 'installed', 'latest', 'present', 'removed'], {
      doc: 'What should be',
      fallback: 'present',
    }),
    type: choice(['application', 'package', 'patch', 'pattern', 'product', 'srcpackage'], {
      doc: 'What kind of thing',
      fallback: 'package',
    }),
    update_cache: bool({ doc: 'Fetch the lists of packages first', fallback: false, aliases: ['refresh'] }),
    disable_gpg_check: bool({ doc: 'Take packages nobody signed', fallback: false }),
    disable_recommends: bool({ doc: 'Not what packages recommend', fallback: true }),
    force: bool({ doc: 'Also an older version, or another vendor', fallback: false }),
    force_resolution: bool({ doc: 'Remove what stands in the way', fallback: false }),
    oldpackage: bool({ doc: 'Allow an older version', fallback: false }),
    replacefiles: bool({ doc: 'Allow files that other packages have', fallback: false }),
    allow_vendor_change: bool({ doc: 'With dist-upgrade: another vendor', fallback: false }),
    clean_deps: bool({ doc: 'Remove what nothing needs any more', fallback: false }),
    extra_args: commandLine(text({ doc: 'More options behind the verb' })),
    extra_args_precommand: commandLine(text({ doc: 'More options before the verb' })),
  },
  returns,
  script: scriptBeside(import.meta.url, 'zypper.sh', 'collect', 'said'),
  prepare(args) {
    const name = args.name.map((each) => each.trim()).filter((each) => each !== '');
    const bad = name.find((each) => each.startsWith('--'));
    if (bad !== undefined) return failure(`'${bad}' is not the name of a package`);
    const state = args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state;
    const isAll = name.length === 1 && name[0] === '*';
    const wrong = wrongNames(name, state, isAll, args.type);
    if (wrong !== undefined) return failure(wrong);
    const names = name.map((each) => (state === 'absent' ? each.replace(/^[-~]/, '') : withSign(each)));
    return {
      name: isAll ? [] : names,
      state,
      all: state === 'dist-upgrade' ? 'dist-upgrade' : args.type === 'patch' ? 'patch' : 'update',
      before_verb: [
        ...wordsIn(args.extra_args_precommand ?? ''),
        ...(args.disable_gpg_check && state !== 'absent' ? ['--no-gpg-checks'] : []),
      ],
      behind_verb: [
        ...(state === 'absent'
          ? args.clean_deps
            ? ['--clean-deps']
            : []
          : installOptions(args, names.some(hasVersion))),
        ...(args.allow_vendor_change && state === 'dist-upgrade' ? ['--allow-vendor-change'] : []),
        ...wordsIn(args.extra_args ?? ''),
      ],
    };
  },
  finish(reply, args, { diff }) {
    const told = resultOf(reply, returns);
    told.delete('plan');
    if (failureOf(reply) !== undefined) return told;
    const plan = (dataOf(reply, 'plan') ?? '').split('\n').filter((line) => line !== '');
    const result = makeResult({
      changed: plan.length > 0,
      name: args.name.filter((each) => each !== ''),
      state: args.state,
      update_cache: args.update_cache,
      rc: told.get('rc') ?? 0,
      cmd: told.get('cmd'),
      stdout: plan.length > 0 ? told.get('stdout') : undefined,
      stderr: plan.length > 0 ? told.get('stderr') : undefined,
      warnings: told.get('warnings'),
    });
    return diff || plan.length > 0 ? result.set('diff', makeResult({ prepared: shownPlan(plan) })) : result;
  },
});

function wrongNames(
  name: readonly string[],
  state: string,
  isAll: boolean,
  type: string,
): string | undefined {
  if (state === 'dist-upgrade') return isAll ? undefined : 'Can not dist-upgrade specific packages.';
  if (name.includes('*') && !(isAll && state === 'latest'))
    return "'*' stands alone, and needs state=latest or state=dist-upgrade";
  if (state !== 'absent') return undefined;
  if (name.some((each) => each.startsWith('+')))
    return "Can not combine '+' prefix with state=remove/absent.";
  if (name.some(isFile)) return 'Can not remove via URL.';
  return type === 'patch' ? 'Can not remove patches.' : undefined;
}

const isFile = (name: string): boolean => name.includes('://') || name.endsWith('.rpm');
const hasVersion = (name: string): boolean => !isFile(name) && /[<>=]/.test(name);

const withSign = (name: string): string =>
  isFile(name) || /^[-+]/.test(name) ? name : name.startsWith('~') ? `-${name.slice(1)}` : `+${name}`;

/** `to-upgrade NAME NEW OLD` a line, as a diff shows it. */
function shownPlan(plan: readonly string[]): string {
  const solvables = plan.map((line) => line.split(' '));
  const shown = (word: string, group: string): string => {
    const names = solvables
      .filter((each) => each[0] === group)
      .map(([, name, edition, old]) => (group === 'to-upgrade' ? `${name} (${old} => ${edition})` : name));
    return names.length > 0 ? `${word}: ${names.join(', ')}\n` : '';
  };
  return shown('installed', 'to-install') + shown('removed', 'to-remove') + shown('upgraded', 'to-upgrade');
}

const installOptions = (args: Readonly<Record<string, unknown>>, areVersions: boolean): string[] =>
  [
    ['--auto-agree-with-licenses', true],
    ['--no-recommends', args['disable_recommends']],
    ['--force', args['force']],
    ['--force-resolution', args['force_resolution']],
    ['--oldpackage', args['oldpackage'] === true || areVersions],
    ['--replacefiles', args['replacefiles']],
  ].flatMap(([word, isOn]) => (isOn === true ? [word as string] : []));
