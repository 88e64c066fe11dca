import { defineModule, failure, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, commandLine, list, text } from '../../lib/schema/index.js';
import { wordsIn } from '../../lib/core/read-words.js';

const returns = {
  packages: list(text({}), { doc: 'Packages that changed' }),
  cache_updated: bool({ doc: 'Were the lists of packages fetched?' }),
  stdout: text({ doc: 'What pacman said' }),
  stderr: text({ doc: 'What pacman said on standard error' }),
  msg: text({ doc: 'What was done' }),
};

export const module = defineModule({
  name: 'pacman',
  collection: 'community.general',
  summary: 'Installs, upgrades and removes packages with pacman',
  examples: `
- name: A server of NFS
  pacman:
    name: nfs-utils
    update_cache: true`,
  args: {
    name: list(text({}), { doc: 'Packages, groups, files or addresses', aliases: ['package', 'pkg'] }),
    state: choice(['absent', 'installed', 'latest', 'present', 'removed'], {
      doc: 'What should be',
      fallback: 'present',
    }),
    update_cache: bool({ doc: 'Fetch the lists of packages first' }),
    update_cache_extra_args: commandLine(text({ doc: 'More options for that', fallback: '' })),
    upgrade: bool({ doc: 'Upgrade everything' }),
    upgrade_extra_args: commandLine(text({ doc: 'More options for that', fallback: '' })),
    extra_args: commandLine(text({ doc: 'More options for packages', fallback: '' })),
    force: bool({
      doc: 'Remove although others need it; fetch lists although they are new',
      fallback: false,
    }),
    remove_nosave: bool({ doc: 'With state=absent: configuration files too', fallback: false }),
    executable: text({ doc: 'The program', fallback: 'pacman' }),
    reason: choice(['dependency', 'explicit'], { doc: 'Why a package counts as installed' }),
    reason_for: choice(['all', 'new'], { doc: 'For which packages `reason` is set', fallback: 'new' }),
  },
  rules: [
    { kind: 'required_one_of', names: ['name', 'update_cache', 'upgrade'] },
    { kind: 'mutually_exclusive', names: ['name', 'upgrade'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'pacman.sh', 'collect', 'said'),
  prepare(args) {
    const name = (args.name ?? []).map((each) => each.trim()).filter((each) => each !== '');
    const bad = name.find((each) => each.startsWith('-'));
    if (bad !== undefined) return failure(`'${bad}' is not the name of a package`);
    return {
      name,
      state: args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state,
      extra_args: wordsIn(args.extra_args),
      upgrade_extra_args: wordsIn(args.upgrade_extra_args),
      update_cache_extra_args: wordsIn(args.update_cache_extra_args),
    };
  },
  finish: (reply) => {
    const result = resultOf(reply, returns);
    return result.has('packages') || result.get('failed') === true ? result : result.set('packages', []);
  },
});
