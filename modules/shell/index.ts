import { defineModule } from '../../lib/module/index.js';
import { text } from '../../lib/schema/index.js';
import { commandArgs, commandReturns, streamArgs } from '../command/args.js';
import { noCommand } from '../command/no-command.js';
import { runCommand } from '../command/run-command.js';

export const module = defineModule({
  name: 'shell',
  summary: 'Runs a command line in a shell',
  freeForm: 'cmd',
  examples: `
- name: A pipe
  shell: dmesg | grep -c error
  register: errors
  changed_when: false
  failed_when: errors.rc > 1`,
  args: { cmd: text({ doc: 'The command line' }), ...commandArgs, ...streamArgs },
  returns: commandReturns,
  async run(args, ctx) {
    if (args.cmd === undefined || args.cmd === '') return noCommand();
    const shell = args.executable ?? '/bin/sh';
    const how = { isShell: true, tellsMissing: true };
    return await runCommand({ ...args, argv: [shell, '-c', args.cmd], cmd: args.cmd, ...how }, ctx);
  },
});
