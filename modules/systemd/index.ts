import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { text } from '../../lib/schema/index.js';
import { unitArgs, unitRules } from '../service/unit-args.js';
import { serviceResult, serviceReturns } from '../service/service-result.js';

export const module = defineModule({
  name: 'systemd',
  summary: 'Starts, stops, enables and masks units of systemd',
  notes: ['In an image (production phase) `started` means enabled: the start is left to the boot.'],
  examples: `
- name: A unit that was just written
  systemd:
    name: app.service
    daemon_reload: true
    enabled: true
    state: restarted`,
  args: {
    name: text({ doc: 'The unit', aliases: ['service', 'unit'] }),
    ...unitArgs,
  },
  rules: [...unitRules],
  returns: serviceReturns,
  script: scriptBeside(new URL('../service/index.js', import.meta.url).href, 'service.sh', 'sysv'),
  prepare: () => ({
    is_unit: true,
    runlevel: 'default',
    pattern: undefined,
    sleep: undefined,
    arguments: undefined,
  }),
  finish(reply, { name }) {
    const result = serviceResult(reply);
    // only the manager was asked for something
    return name === undefined ? result.set('name', null).set('status', new Map()) : result;
  },
});
