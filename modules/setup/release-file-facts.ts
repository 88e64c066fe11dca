import type { Said } from './frames.js';

/** distribution_file_*: which file Ansible would have read to tell what the system is. */
export function releaseFileFacts(said: Said, name: string, family: string): Record<string, string | boolean> {
  const [file, variety, searched] = fileOf(said, name, family);
  return {
    distribution_file_path: `/etc/${file}`,
    distribution_file_variety: variety,
    ...(searched === undefined ? {} : { distribution_file_search_string: searched }),
    // Arch has an empty one
    ...(file === 'arch-release' ? {} : { distribution_file_parsed: said.has('os_release') }),
  };
}

function fileOf(said: Said, name: string, family: string): readonly [string, string, string?] {
  const has = (file: string): boolean => said.has(`release.${file}`);
  const redhat = said.raw('release.redhat-release');
  if (has('oracle-release')) return ['oracle-release', 'OracleLinux', 'Oracle Linux'];
  if (said.raw('release.centos-release').includes('CentOS Stream')) return ['centos-release', 'CentOS'];
  if (redhat.includes('Red Hat')) return ['redhat-release', 'RedHat', 'Red Hat'];
  if (redhat !== '') return ['redhat-release', 'RedHat'];
  if (name === 'Amazon') return ['os-release', 'Amazon'];
  if (has('alpine-release')) return ['alpine-release', 'Alpine'];
  if (has('arch-release')) return ['arch-release', 'Archlinux'];
  const varieties: Readonly<Record<string, string>> = {
    Suse: 'SUSE',
    Archlinux: 'Archlinux',
    Debian: 'Debian',
  };
  return ['os-release', varieties[family] ?? 'NA'];
}
