import { bool, choice, int, list, text } from '../../lib/schema/index.js';

/** What dnf and yum both take. */
export const dnfArgs = {
  name: list(text({}), {
    doc: 'Packages: name, name-1.0, @group, a file, an address, * with state=latest',
    aliases: ['pkg'],
  }),
  state: choice(['absent', 'installed', 'latest', 'present', 'removed'], {
    doc: 'What should be; present by default, absent with autoremove',
  }),
  list: text({ doc: 'Only tell: installed, available, updates, repos or a name' }),
  enablerepo: list(text({}), { doc: 'Sources to use as well' }),
  disablerepo: list(text({}), { doc: 'Sources not to use' }),
  conf_file: text({ doc: 'Configuration file' }),
  disable_gpg_check: bool({ doc: 'Take packages nobody signed', fallback: false }),
  installroot: text({ doc: 'The tree to install into', fallback: '/' }),
  releasever: text({ doc: 'Another release' }),
  autoremove: bool({ doc: 'Remove what nothing needs any more', fallback: false }),
  exclude: list(text({}), { doc: 'Packages to leave alone' }),
  skip_broken: bool({ doc: 'Pass over packages that cannot be installed', fallback: false }),
  update_cache: bool({
    doc: 'Fetch the lists of packages first',
    fallback: false,
    aliases: ['expire-cache'],
  }),
  update_only: bool({ doc: 'With state=latest: install nothing new', fallback: false }),
  security: bool({ doc: 'With state=latest: only what is safer', fallback: false }),
  bugfix: bool({ doc: 'With state=latest: only what is repaired', fallback: false }),
  enable_plugin: list(text({}), { doc: 'Plugins to use' }),
  disable_plugin: list(text({}), { doc: 'Plugins not to use' }),
  disable_excludes: text({ doc: 'Forget excludes: all, main or a source' }),
  validate_certs: bool({ doc: 'Does the certificate of an address matter?', fallback: true }),
  sslverify: bool({ doc: 'Does the certificate of a source matter?', fallback: true }),
  allow_downgrade: bool({ doc: 'Allow an older version', fallback: false }),
  install_repoquery: bool({ doc: 'Accepted for compatibility', fallback: true }),
  install_weak_deps: bool({ doc: 'Also what packages recommend', fallback: true }),
  download_only: bool({ doc: 'Only download', fallback: false }),
  download_dir: text({ doc: 'Where to' }),
  lock_timeout: int({ doc: 'Accepted for compatibility: dnf waits', fallback: 30 }),
  cacheonly: bool({ doc: 'Fetch nothing, use what is there', fallback: false }),
};

export const nobest = bool({ doc: 'Not the newest version is good enough', fallback: false });
export const allowerasing = bool({ doc: 'Remove what stands in the way', fallback: false });
