/**
 * Does a name stand for a module of somebody else's collection? Roles carry tasks for systems that the host at hand
 * is not (`win_service`, `community.docker.docker_container`): such a task is an error when a host reaches it, not before.
 * @param looksKnown what looks like a name of ours is a typing mistake, not a stranger
 * @example isForeignModule('community.docker.docker_container', () => false) // true
 */
export function isForeignModule(name: string, looksKnown: (short: string) => boolean): boolean {
  const words = name.split('.');
  const short = words.at(-1)!;
  if (words.length === 1) return families.test(short);
  if (words.length < 3 || !words.every((word) => /^[a-z_]\w*$/i.test(word))) return false;
  const collection = `${words[0]}.${words[1]}`;
  if (collection === 'ansible.builtin' || collection === 'ansible.legacy') return false;
  return !sharedCollections.has(collection) || !looksKnown(short);
}

// collections of which tsplay has some modules
const sharedCollections = new Set([
  'ansible.posix',
  'community.general',
  'community.crypto',
  'community.mysql',
  'community.postgresql',
  'tsplay',
]);

// Short names that Ansible's community package resolves to a collection, by their families.
const families =
  /^(win|mysql|postgresql|mongodb|proxysql|docker|podman|k8s|helm|ec2|aws|azure_rm|gcp|vmware|vsphere|os|openstack|rabbitmq|grafana|zabbix|nagios|influxdb|elasticsearch|consul|vault|keycloak|gitlab|github|jenkins|netbox|ios|nxos|eos|junos|vyos|f5|bigip|panos|fortios|asa|cisco|rhsm|redhat|homebrew|osx|macports|pkgng|portage|openbsd|lxc|lxd|libvirt|virt|proxmox|cloudflare|digital_ocean|hcloud|scaleway|sns|slack|telegram|mattermost|ipa|ldap|nmcli|zfs|gluster|monit|supervisorctl|composer|gem|cpanm|bower|yarn|maven|flatpak|snap|opkg|pkgin|swdepot|svr4pkg|sysrc|django|rax|linode|heroku|nomad|terraform|pip_package|redis|riak|cassandra|mssql|oracle)(_|$)/;
