import { TsplayError } from '../../lib/core/problem.js';
import type { Value } from '../../lib/core/value.js';
import { defineModule, linesOf, makeResult, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, path, text } from '../../lib/schema/index.js';

const returns = {
  cache_updated: bool({ doc: 'Are the lists of packages other ones now?' }),
  cache_update_time: int({ doc: 'When they were, seconds since the epoch' }),
  stdout: text({ doc: 'What apt-get said' }),
  stderr: text({ doc: 'What apt-get said on standard error' }),
};

export const module = defineModule({
  name: 'apt',
  summary: 'Installs, upgrades and removes Debian packages',
  examples: `
- name: nginx is installed, from lists that are at most an hour old
  apt:
    name: nginx
    cache_valid_time: 3600

- name: A release of one package, and one that must not be there
  apt:
    name: ['git=1:2.39.*', telnet-]`,
  args: {
    name: list(text({}), {
      doc: 'Packages: name, name=version, name=1.*, name>=1.2, na*',
      aliases: ['package', 'pkg'],
    }),
    state: choice(['absent', 'build-dep', 'fixed', 'latest', 'present'], {
      doc: 'What should be',
      fallback: 'present',
    }),
    update_cache: bool({ doc: 'Fetch the lists of packages first', aliases: ['update-cache'] }),
    cache_valid_time: int({ doc: 'Not when they are younger than so many seconds', fallback: 0 }),
    update_cache_retries: int({ doc: 'How often to try again', fallback: 5 }),
    update_cache_retry_max_delay: int({ doc: 'Accepted for compatibility', fallback: 12 }),
    upgrade: choice(['dist', 'full', 'no', 'safe', 'yes'], { doc: 'Upgrade everything', fallback: 'no' }),
    deb: path({ doc: 'A .deb file of the host, or its URL' }),
    default_release: text({ doc: 'Release to take packages from', aliases: ['default-release'] }),
    install_recommends: bool({
      doc: 'Also what packages recommend; apt decides by default',
      aliases: ['install-recommends'],
    }),
    only_upgrade: bool({ doc: 'Upgrade what is there, install nothing new', fallback: false }),
    autoremove: bool({ doc: 'Remove what nothing needs any more', fallback: false }),
    autoclean: bool({ doc: 'Delete old package files of the cache', fallback: false }),
    clean: bool({ doc: 'Delete all package files of the cache', fallback: false }),
    purge: bool({ doc: 'With state=absent: configuration files too', fallback: false }),
    force: bool({ doc: 'Allow what apt asks about', fallback: false }),
    allow_unauthenticated: bool({
      doc: 'Allow packages nobody signed',
      fallback: false,
      aliases: ['allow-unauthenticated'],
    }),
    allow_downgrade: bool({
      doc: 'Allow an older version',
      fallback: false,
      aliases: ['allow-downgrade', 'allow_downgrades', 'allow-downgrades'],
    }),
    allow_change_held_packages: bool({ doc: 'Allow to change packages on hold', fallback: false }),
    dpkg_options: text({
      doc: 'Options of dpkg, with commas between',
      fallback: 'force-confdef,force-confold',
    }),
    fail_on_autoremove: bool({ doc: 'Fail when packages would be removed', fallback: false }),
    force_apt_get: bool({ doc: 'Accepted for compatibility: apt-get is what is used', fallback: false }),
    lock_timeout: int({ doc: 'Seconds to wait for another apt', fallback: 60 }),
    policy_rc_d: int({ doc: 'What policy-rc.d answers meanwhile; 101: services do not start' }),
  },
  returns,
  script: scriptBeside(import.meta.url, 'apt.sh', 'collect', 'fetch-url', 'said'),
  prepare(args, ctx) {
    const names = (args.name ?? []).map((name) => name.trim()).filter((name) => name !== '');
    const bad = names.find((name) => !/^[a-zA-Z0-9*?[][a-zA-Z0-9.+:~*?[\]_>=!-]*$/.test(name));
    if (bad !== undefined)
      throw new TsplayError({ code: 'bad-package', message: `'${bad}' is not the name of a package` });
    const asksMore =
      names.length > 0 || args.deb !== undefined || args.upgrade !== 'no' || args.state === 'fixed';
    const updates = args.update_cache ?? args.cache_valid_time > 0;
    return {
      tells_lists: names.length > 0 ? args.state !== 'absent' : updates && !asksMore,
      name: names,
      dpkg_options: args.dpkg_options.split(',').filter((each) => each !== ''),
      is_update_only: !asksMore,
      policy_rc_d: args.policy_rc_d ?? (ctx.place === 'image' ? 101 : undefined),
    };
  },
  finish(reply, args, ctx) {
    const result = resultOf(reply, returns);
    const said = result.get('stdout');
    if (args.upgrade !== 'no' && typeof said === 'string' && !result.has('msg')) result.set('msg', said);
    const prepared = ctx.diff && result.has('diff') ? plannedOf(result.get('stdout')) : '';
    if (prepared !== '') result.set('diff', makeResult({ prepared }));
    for (const key of ['stdout', 'stderr']) {
      const text = result.get(key);
      if (typeof text === 'string') result.set(`${key}_lines`, linesOf(text));
    }
    return result;
  },
});

// what apt-get says between its preparations and the numbers of packages
function plannedOf(stdout: Value | undefined): string {
  const lines = typeof stdout === 'string' ? stdout.trimEnd().split('\n') : [];
  const from = lines.indexOf('Reading state information...') + 1;
  const to = lines.findIndex((line) => /^\d+ upgraded/.test(line));
  return lines.slice(from, to < 0 ? undefined : to + 1).join('\n');
}
