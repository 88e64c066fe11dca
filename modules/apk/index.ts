import { defineModule, failure, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';

const returns = {
  packages: list(text({}), { doc: 'Packages that changed' }),
  stdout: text({ doc: 'What apk said' }),
  stderr: text({ doc: 'What apk said on standard error' }),
  msg: text({ doc: 'What was done' }),
};

export const module = defineModule({
  name: 'apk',
  collection: 'community.general',
  summary: 'Installs, upgrades and removes packages of Alpine Linux',
  examples: `
- name: A server of NFS
  apk:
    name: nfs-utils
    update_cache: true`,
  args: {
    name: list(text({}), { doc: 'Packages' }),
    state: choice(['absent', 'installed', 'latest', 'present', 'removed'], {
      doc: 'What should be',
      fallback: 'present',
    }),
    update_cache: bool({ doc: 'Fetch the lists of packages first', fallback: false }),
    upgrade: bool({ doc: 'Upgrade everything', fallback: false }),
    available: bool({ doc: 'With upgrade: also to what is older or elsewhere', fallback: false }),
    no_cache: bool({ doc: 'Keep no lists of packages', fallback: false }),
    repository: list(text({}), { doc: 'Sources to use instead of those of the host' }),
    world: path({ doc: 'The file of what was asked for', fallback: '/etc/apk/world' }),
  },
  returns,
  script: scriptBeside(import.meta.url, 'apk.sh', 'collect', 'said'),
  prepare(args) {
    const name = (args.name ?? []).map((each) => each.trim()).filter((each) => each !== '');
    if (name.length > 0 && args.upgrade) return failure('parameters are mutually exclusive: name|upgrade');
    if (name.length === 0 && !args.upgrade && !args.update_cache)
      return failure('one of the following is required: name, update_cache, upgrade');
    const bad = name.find((each) => each.startsWith('-'));
    if (bad !== undefined) return failure(`'${bad}' is not the name of a package`);
    return {
      name,
      state: args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state,
    };
  },
  finish(reply, args) {
    const result = resultOf(reply, returns);
    const isAboutPackages = args.upgrade || args.name !== undefined;
    if (isAboutPackages && result.has('stdout') && !result.has('packages')) result.set('packages', []);
    return result;
  },
});
