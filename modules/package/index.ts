import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  makeResult,
  resultOf,
  scriptBeside,
} from '../../lib/module/index.js';
import { choice, list, text } from '../../lib/schema/index.js';

const script = scriptBeside(import.meta.url, 'package.sh');

export const module = defineModule({
  name: 'package',
  summary: 'Installs and removes packages with what the host has: apt, dnf, yum, zypper, pacman or apk',
  args: {
    name: list(text({}), { doc: 'Packages', required: true }),
    state: choice(['absent', 'installed', 'latest', 'present', 'removed'], {
      doc: 'What should be',
      required: true,
    }),
    use: choice(['apk', 'apt', 'auto', 'dnf', 'pacman', 'yum', 'zypper'], {
      doc: 'Which manager',
      fallback: 'auto',
    }),
  },
  returns: { stdout: text({ doc: 'What the manager said' }) },
  async run(args, ctx) {
    const state = args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state;
    const name = args.name.map((each) => each.trim()).filter((each) => each !== '');
    const bad = name.find((each) => each.startsWith('-'));
    if (bad !== undefined) return failure(`'${bad}' is not the name of a package`);
    const reply = await ctx.call(script.text(), { name, state, use: args.use });
    if (failureOf(reply) === undefined && dataOf(reply, 'manager') === 'apt') {
      return await ctx.runModule('apt', makeResult({ name, state }));
    }
    return resultOf(reply, { stdout: text({}) });
  },
});
