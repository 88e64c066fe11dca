import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { int, text } from '../../lib/schema/index.js';
import { unitArgs, unitRules } from './unit-args.js';
import { serviceResult, serviceReturns } from './service-result.js';

export const module = defineModule({
  name: 'service',
  summary: 'Starts, stops and enables services',
  notes: [
    'Options of `systemd` (daemon_reload, masked, scope, …) are for hosts where systemd runs.',
    'In an image (production phase) `started` means enabled: the start is left to the boot.',
  ],
  examples: `
- name: sshd runs, and after the next boot too
  service:
    name: ssh
    state: started
    enabled: true`,
  args: {
    name: text({ doc: 'The service' }),
    ...unitArgs,
    arguments: text({ doc: 'More words for a System V script', aliases: ['args'] }),
    pattern: text({ doc: 'Text in the process list that proves a System V service runs' }),
    runlevel: text({ doc: 'Runlevel of OpenRC', fallback: 'default' }),
    sleep: int({ doc: 'Seconds between stop and start of a restart (not systemd)' }),
    use: text({ doc: 'Accepted for compatibility: the manager is the one the host runs', fallback: 'auto' }),
  },
  rules: [...unitRules],
  returns: serviceReturns,
  script: scriptBeside(import.meta.url, 'service.sh', 'sysv'),
  finish: (reply) => serviceResult(reply),
});
