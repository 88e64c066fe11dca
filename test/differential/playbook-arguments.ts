import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The first line of a playbook may say how it is run: `# run: --tags a --limit h1 -e x=1 --check`. */
export function argumentsOf(playbook: string): {
  readonly argv: readonly string[];
  readonly options: ReadonlyMap<string, string>;
} {
  const first = readFileSync(playbook, 'utf8').split('\n')[0] ?? '';
  const words = first.startsWith('# run:') ? first.slice(6).trim().split(/\s+/) : [];
  const options = new Map<string, string>([['-i', join(dirname(playbook), 'hosts.ini')]]);
  for (let i = 0; i < words.length; i++) {
    const takesValue = words[i + 1] !== undefined && !words[i + 1]!.startsWith('-');
    options.set(words[i]!, takesValue ? words[++i]! : '');
  }
  return { argv: [...options].flatMap(([flag, value]) => (value === '' ? [flag] : [flag, value])), options };
}
