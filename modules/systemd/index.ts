import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, text } from '../../lib/schema/index.js';
import { serviceResult, serviceReturns } from '../service/service-result.js';

export const module = defineModule({
  name: 'systemd',
  summary: 'Starts, stops, enables and masks units of systemd',
  notes: ['In an image (production phase) `started` means enabled: the start is left to the boot.'],
  args: {
    name: text({ doc: 'The unit', aliases: ['service', 'unit'] }),
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
  },
  rules: [
    { kind: 'required_one_of', names: ['state', 'enabled', 'masked', 'daemon_reload', 'daemon_reexec'] },
    { kind: 'required_by', name: 'state', names: ['name'] },
    { kind: 'required_by', name: 'enabled', names: ['name'] },
    { kind: 'required_by', name: 'masked', names: ['name'] },
  ],
  returns: serviceReturns,
  script: scriptBeside(new URL('../service/index.js', import.meta.url).href, 'service.sh'),
  prepare: () => ({ runlevel: 'default', pattern: undefined, sleep: undefined, arguments: undefined }),
  finish: (reply) => serviceResult(reply),
});
