import { defineModule, editFile, makeResult, type Edited, type Result } from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';
import { linesWithEnds } from '../lineinfile/lines-of.js';

export const module = defineModule({
  name: 'kernel_blacklist',
  collection: 'community.general',
  summary: 'Keeps the kernel from loading a module by itself',
  notes: [
    'A module that is loaded stays until the next boot, and one that the initramfs loads needs a new initramfs.',
  ],
  examples: `
- name: No driver of nouveau
  community.general.kernel_blacklist:
    name: nouveau`,
  args: {
    name: text({ doc: 'The module of the kernel', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should it be on the list?', fallback: 'present' }),
    blacklist_file: path({ doc: 'The list', fallback: '/etc/modprobe.d/blacklist-ansible.conf' }),
  },
  returns: {
    name: text({ doc: 'As asked' }),
    state: text({ doc: 'As asked' }),
    filename: text({ doc: 'The list' }),
    lines: list(text({}), { doc: 'What is in it' }),
    is_blacklisted: bool({ doc: 'Is the module on it?' }),
  },
  async run({ name, state, blacklist_file }, ctx): Promise<Result> {
    let lines: string[] = [];
    const result = await editFile(
      {
        path: blacklist_file,
        create: state === 'present',
        backup: false,
        whenAbsent: () => makeResult({ changed: false }),
        edit: (before) => {
          const after = edit(before, name, state);
          lines = linesWithEnds(after.text).map((line) => line.trimEnd());
          return after;
        },
      },
      ctx,
    );
    if (result.get('failed') === true) return result;
    const told = { name, state, filename: blacklist_file, lines, is_blacklisted: state === 'present' };
    return makeResult({ changed: result.get('changed'), ...told, diff: result.get('diff') });
  },
});

function edit(before: string, name: string, state: 'absent' | 'present'): Edited {
  const lines = linesWithEnds(before);
  const others = lines.filter((line) => !isEntry(line, name));
  if (state === 'absent') return { text: others.join(''), msg: '' };
  if (others.length < lines.length) return { text: before, msg: '' };
  return { text: `${before}${/[^\n]$/.test(before) ? '\n' : ''}blacklist ${name}\n`, msg: '' };
}

function isEntry(line: string, name: string): boolean {
  const [word, ...rest] = line.trim().split(/\s+/);
  return word === 'blacklist' && rest.length === 1 && rest[0] === name;
}
