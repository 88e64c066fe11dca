import { defineModule, failure } from '../../lib/module/index.js';
import { path, text } from '../../lib/schema/index.js';
import { commandReturns } from '../command/args.js';
import { runCommand } from '../command/run-command.js';

export const module = defineModule({
  name: 'raw',
  summary: 'Runs a command line as it is',
  freeForm: 'cmd',
  examples: `
- name: A host that has nothing but a shell
  raw: cat /etc/os-release
  changed_when: false`,
  args: {
    cmd: text({ doc: 'The command line' }),
    executable: path({ doc: 'Shell to run it with' }),
  },
  returns: commandReturns,
  async run(args, ctx) {
    if (args.cmd === undefined || args.cmd === '') return failure('no command given', { rc: 256 });
    const argv = [args.executable ?? '/bin/sh', '-c', args.cmd];
    const result = await runCommand({ argv, cmd: args.cmd, isShell: true, strip_empty_ends: false }, ctx);
    for (const key of ['cmd', 'start', 'end', 'delta']) result.delete(key);
    if (result.get('failed') !== true) result.delete('msg');
    return result;
  },
});
