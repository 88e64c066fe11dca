import { defineModule, failure, resultOf, scriptBeside } from '../../lib/module/index.js';
import { wordsIn } from '../../lib/core/read-words.js';
import { bool, choice, commandLine, int, list, text } from '../../lib/schema/index.js';

const returns = {
  rc: int({ doc: 'Exit code' }),
  stdout: text({ doc: 'What zypper said' }),
  stderr: text({ doc: 'What zypper said on standard error' }),
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
    return {
      name,
      state,
      before_verb: [
        ...wordsIn(args.extra_args_precommand ?? ''),
        ...(args.disable_gpg_check ? ['--no-gpg-checks'] : []),
      ],
      behind_verb: [
        ...(state === 'absent' ? [] : installOptions(args)),
        ...(args.clean_deps && state === 'absent' ? ['--clean-deps'] : []),
        ...wordsIn(args.extra_args ?? ''),
      ],
    };
  },
  finish: (reply) => resultOf(reply, returns),
});

const installOptions = (args: Readonly<Record<string, unknown>>): string[] =>
  [
    ['--auto-agree-with-licenses', true],
    ['--no-recommends', args['disable_recommends']],
    ['--force', args['force']],
    ['--force-resolution', args['force_resolution']],
    ['--oldpackage', args['oldpackage']],
    ['--replacefiles', args['replacefiles']],
  ].flatMap(([word, isOn]) => (isOn === true ? [word as string] : []));
