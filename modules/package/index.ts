import { dataOf, defineModule, failedResult, scriptBeside } from '../../lib/module/index.js';
import type { Value } from '../../lib/core/value.js';
import { choice, list, text } from '../../lib/schema/index.js';

const script = scriptBeside(import.meta.url, 'package.sh');

export const module = defineModule({
  name: 'package',
  summary: 'Installs and removes packages with what the host has: apt, dnf, yum, zypper, pacman or apk',
  notes: [
    'Other options of the task, `pkg` and `update_cache` for one, are those of the module that does it.',
  ],
  examples: `
- name: A tool with the same name everywhere
  package:
    name: rsync
    state: present`,
  args: {
    name: list(text({}), { doc: 'Packages' }),
    state: choice(['absent', 'installed', 'latest', 'present', 'removed'], {
      doc: 'What should be',
      fallback: 'present',
    }),
    use: choice(['apk', 'apt', 'auto', 'dnf', 'pacman', 'yum', 'zypper'], {
      doc: 'Which manager',
      fallback: 'auto',
    }),
  },
  open: true,
  returns: { stdout: text({ doc: 'What the manager said' }) },
  async run(args, ctx, extra) {
    const state = args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state;
    let manager: string = args.use;
    if (manager === 'auto') {
      const reply = await ctx.call(script.text(), {});
      const failed = failedResult(reply);
      if (failed) return failed;
      manager = dataOf(reply, 'manager')!;
    }
    const named: [Value, Value][] = args.name ? [['name', [...args.name]]] : [];
    return await ctx.runModule(manager, new Map([...named, ['state', state], ...extra]));
  },
});
