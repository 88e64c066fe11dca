import { defineModule, type Result } from '../../lib/module/index.js';
import { bool, list, text } from '../../lib/schema/index.js';
import { commandArgs, commandReturns, streamArgs } from './args.js';
import { noCommand } from './no-command.js';
import { runCommand } from './run-command.js';
import { wordsOf } from './words-of.js';

export const module = defineModule({
  name: 'command',
  summary: 'Runs a command without a shell',
  freeForm: 'cmd',
  examples: `
- name: A key is made once
  command: ssh-keygen -q -t ed25519 -N '' -f /etc/app/key
  args:
    creates: /etc/app/key

- name: Words that no shell takes apart
  command:
    argv: [printf, '%s', two words]
  changed_when: false`,
  args: {
    cmd: text({ doc: 'The command line, split at spaces as a shell would; no pipes, no redirection' }),
    argv: list(text({}), { doc: 'The command as a list of words' }),
    expand_argument_vars: bool({
      doc: 'Put values in the place of $NAME and ~ in the words',
      fallback: true,
    }),
    ...commandArgs,
    ...streamArgs,
  },
  returns: commandReturns,
  async run(args, ctx): Promise<Result> {
    if (args.argv !== undefined && args.cmd) return noCommand('only command or argv can be given, not both');
    const argv = args.argv ?? wordsOf(args.cmd ?? '');
    if (argv instanceof Map) return argv;
    if (argv.length === 0) return noCommand();
    const result = await runCommand(
      { ...args, argv, cmd: [...argv], isShell: false, expands: args.expand_argument_vars },
      ctx,
    );
    if (args.executable !== undefined)
      addWarning(
        result,
        `As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command' module. Not using '${args.executable}'.`,
      );
    return result;
  },
});

function addWarning(result: Result, text: string): void {
  const warnings = result.get('warnings');
  result.set('warnings', [...(Array.isArray(warnings) ? warnings : []), text]);
}
