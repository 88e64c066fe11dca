/** One piece of work, in the words of a playbook and in those of a careful shell script. */
interface Piece {
  readonly task: Readonly<Record<string, unknown>>;
  readonly shell: string;
}

const pieces: readonly ((n: number) => Piece)[] = [
  (n) => ({
    task: { file: { path: `{{ top }}/dir${n}`, state: 'directory', mode: '0755' } },
    shell: `[ -d "$top/dir${n}" ] || mkdir "$top/dir${n}"
[ "$(stat -c %a "$top/dir${n}")" = 755 ] || chmod 755 "$top/dir${n}"`,
  }),
  (n) => ({
    task: { copy: { content: `content of ${n}\n`.repeat(20), dest: `{{ top }}/file${n}`, mode: '0644' } },
    shell: placed(`file${n}`, `content of ${n}\n`.repeat(20)),
  }),
  (n) => ({
    task: { template: { src: 'template.j2', dest: `{{ top }}/template${n}`, mode: '0644' }, vars: { n } },
    shell: placed(`template${n}`, templateText.replaceAll('{{ n }}', String(n)).replace('{{ top }}', '$top')),
  }),
  (n) => ({
    task: { lineinfile: { path: '{{ top }}/lines', line: `option${n} = yes`, create: true, mode: '0644' } },
    shell: `[ -e "$top/lines" ] || { : >"$top/lines"; chmod 644 "$top/lines"; }
grep -qxF 'option${n} = yes' "$top/lines" || printf '%s\\n' 'option${n} = yes' >>"$top/lines"`,
  }),
  (n) => ({
    task: { command: { cmd: `test ${n} -ge 0` }, changed_when: false },
    shell: `/usr/bin/test ${n} -ge 0`,
  }),
];

export const templateText = '# written for {{ n }}\ntop = {{ top }}\n';

/** As a module does it: a new file beside the old one, renamed over it when they differ. */
const placed = (name: string, text: string): string => `cat >"$top/.new" <<END
${text}END
if cmp -s "$top/.new" "$top/${name}"; then rm "$top/.new"; else chmod 644 "$top/.new"; mv "$top/.new" "$top/${name}"; fi`;

/** Directories, copies, templates, lines and commands in turn. */
export function mixedPlay(count: number, top: string): string {
  const tasks = Array.from({ length: count }, (_, n) => ({
    name: `task ${n}`,
    ...pieces[n % pieces.length]!(n).task,
  }));
  return indented([
    {
      hosts: 'all',
      gather_facts: false,
      vars: { top },
      tasks: [{ name: 'top', file: { path: '{{ top }}', state: 'directory' } }, ...tasks],
    },
  ]);
}

export function mixedScript(count: number, top: string): string {
  const parts = Array.from({ length: count }, (_, n) => pieces[n % pieces.length]!(n).shell);
  return `set -eu\ntop=${top}\nmkdir -p "$top"\n${parts.join('\n')}\n`;
}

const indented = (value: unknown): string => JSON.stringify(value, undefined, 1);
