import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, text } from '../../lib/schema/index.js';
import { serviceResult, serviceReturns } from './service-result.js';

export const module = defineModule({
  name: 'service',
  summary: 'Starts, stops and enables services',
  notes: ['In an image (production phase) `started` means enabled: the start is left to the boot.'],
  args: {
    name: text({ doc: 'The service', required: true }),
    state: choice(['reloaded', 'restarted', 'started', 'stopped'], {
      doc: 'What it should be; restarted and reloaded always act',
    }),
    enabled: bool({ doc: 'Should it start at boot?' }),
    arguments: text({ doc: 'More words for a System V script', aliases: ['args'] }),
    pattern: text({ doc: 'Text in the process list that proves a System V service runs' }),
    runlevel: text({ doc: 'Runlevel of OpenRC', fallback: 'default' }),
    sleep: int({ doc: 'Seconds between stop and start of a restart (not systemd)' }),
    use: text({ doc: 'Accepted for compatibility: the manager is the one the host runs', fallback: 'auto' }),
  },
  rules: [{ kind: 'required_one_of', names: ['state', 'enabled'] }],
  returns: serviceReturns,
  script: scriptBeside(import.meta.url, 'service.sh'),
  prepare: () => ({
    scope: 'system',
    daemon_reload: false,
    daemon_reexec: false,
    no_block: false,
    masked: undefined,
  }),
  finish: (reply) => serviceResult(reply),
});
