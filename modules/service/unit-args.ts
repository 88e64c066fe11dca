import { bool, choice } from '../../lib/schema/index.js';

/** Options of `systemd` that Ansible's `service` also takes, because it hands them on where systemd runs. */
export const unitArgs = {
  state: choice(['reloaded', 'restarted', 'started', 'stopped'], {
    doc: 'What it should be; restarted and reloaded always act',
  }),
  enabled: bool({ doc: 'Should it start at boot?' }),
  masked: bool({ doc: 'Should it be impossible to start?' }),
  daemon_reload: bool({ doc: 'Read unit files again first', fallback: false, aliases: ['daemon-reload'] }),
  daemon_reexec: bool({
    doc: 'Start systemd itself anew first',
    fallback: false,
    aliases: ['daemon-reexec'],
  }),
  no_block: bool({ doc: 'Do not wait until it is done', fallback: false }),
  force: bool({ doc: 'Replace links of other units' }),
  scope: choice(['system', 'user', 'global'], { doc: 'Whose units', fallback: 'system' }),
} as const;

/** What has to be asked of a unit, and what needs its name. */
export const unitRules = [
  { kind: 'required_one_of', names: ['state', 'enabled', 'masked', 'daemon_reload', 'daemon_reexec'] },
  { kind: 'required_by', name: 'state', names: ['name'] },
  { kind: 'required_by', name: 'enabled', names: ['name'] },
  { kind: 'required_by', name: 'masked', names: ['name'] },
] as const;
