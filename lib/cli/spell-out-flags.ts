import type { Option } from 'commander';

/** Long options may be cut short as long as it is clear which one is meant: `--list-h`, `--extra x=1`. */
export function spellOutFlags(argv: readonly string[], options: readonly Option[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, i) =>
    word.startsWith('--') && (end < 0 || i < end) ? spellOut(word, options) : word,
  );
}

function spellOut(word: string, options: readonly Option[]): string {
  const [, flag, value] = /^(--[^=]*)(.*)$/s.exec(word)!;
  const names = options.flatMap((option) =>
    [option.long, option.short]
      .filter((name) => name?.startsWith('--'))
      .map((name) => ({ name: name!, meant: option.attributeName() })),
  );
  if (flag === '--' || names.some(({ name }) => name === flag)) return word;
  const fitting = names.filter(({ name }) => name.startsWith(flag!));
  return new Set(fitting.map(({ meant }) => meant)).size === 1 ? fitting[0]!.name + value! : word;
}
