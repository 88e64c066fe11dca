import { defineModule } from '../../lib/module/index.js';
import { bool, choice, int, list, path, text } from '../../lib/schema/index.js';
import { synchronize } from './synchronize.js';

export const syncArgs = {
  src: text({ doc: 'Where from; with a slash at its end what is in it', required: true }),
  dest: text({ doc: 'Where to', required: true }),
  mode: choice(['pull', 'push'], { doc: 'push: to the host, pull: from it', fallback: 'push' }),
  archive: bool({ doc: 'recursive, links, perms, times, owner, group, devices', fallback: true }),
  recursive: bool({ doc: 'Into directories; by default as archive' }),
  links: bool({ doc: 'Links as links; by default as archive' }),
  perms: bool({ doc: 'Keep modes; by default as archive' }),
  times: bool({ doc: 'Keep times; by default as archive' }),
  owner: bool({ doc: 'Keep owners; by default as archive' }),
  group: bool({ doc: 'Keep groups; by default as archive' }),
  dirs: bool({ doc: 'Directories, but not what is in them', fallback: false }),
  copy_links: bool({ doc: 'What links point to, in place of links', fallback: false }),
  checksum: bool({ doc: 'Compare contents, not sizes and times', fallback: false }),
  compress: bool({ doc: 'Compress on the way', fallback: true }),
  existing_only: bool({ doc: 'Make no new files', fallback: false }),
  delete: bool({ doc: 'Remove what the source does not have', fallback: false }),
  delay_updates: bool({ doc: 'Put all files in place at the end', fallback: true }),
  partial: bool({ doc: 'Keep what was cut off', fallback: false }),
  link_dest: list(text({}), { doc: 'Directories whose files are linked to where they are the same' }),
  rsync_opts: list(text({}), { doc: 'More options of rsync', fallback: [] }),
  rsync_path: text({ doc: 'The program at the host' }),
  rsync_timeout: int({ doc: 'Seconds of silence that end it; 0: none', fallback: 0 }),
  private_key: path({ doc: 'Key for ssh from the host delegated to; otherwise not supported' }),
  dest_port: int({ doc: 'Port for ssh from the host delegated to; otherwise not supported' }),
  verify_host: bool({ doc: 'ssh from the host delegated to checks host keys', fallback: false }),
  set_remote_user: bool({ doc: 'ssh from the host delegated to names the user', fallback: true }),
  use_ssh_args: bool({ doc: 'No difference: files go the way of the connection', fallback: false }),
  ssh_connection_multiplexing: bool({ doc: 'No difference, as above', fallback: false }),
} as const;

export const module = defineModule({
  name: 'synchronize',
  collection: 'ansible.posix',
  summary: 'Copies trees between the control host and hosts, by rsync',
  notes: [
    'rsync is needed at both ends. Files go through the connection of the task, whatever it is, with its user and `become`.',
    'With `delegate_to` the source is at that host. Delegated to the control host or to the host itself, both paths are there; delegated to another host, that one calls the host by ssh, with its own keys.',
  ],
  examples: `
- name: The site as it is here, and nothing else
  synchronize:
    src: site/
    dest: /srv/www/
    delete: true`,
  args: syncArgs,
  refusesAsync: true,
  returns: {
    cmd: text({ doc: 'The command' }),
    msg: text({ doc: 'What was copied, as rsync itemizes it' }),
    rc: int({ doc: 'Exit code of rsync' }),
    stdout_lines: list(text({}), { doc: 'The lines of msg' }),
  },
  run: synchronize,
});
