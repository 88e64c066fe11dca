import type { Option } from 'commander';
import { TsplayError } from '../core/problem.js';

/**
 * Long options may be cut short as long as it is clear which one is meant: `--list-h`, `--extra x=1`.
 *
 * @throws TsplayError for one that could be several, and for an option where a value is wanted
 */
export function spellOutFlags(argv: readonly string[], options: readonly Option[]): string[] {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const spelled = flags.map((word) => (word.startsWith('--') ? spellOut(word, options) : word));
  spelled.forEach((word, i) => refuseFlagAsValue(word, spelled[i + 1], options));
  return [...spelled, ...argv.slice(flags.length)];
}

function spellOut(word: string, options: readonly Option[]): string {
  const [, flag, value] = /^(--[^=]*)(.*)$/s.exec(word)!;
  const names = options.flatMap((option) =>
    longNames(option).map((name) => ({ name, meant: option.attributeName() })),
  );
  if (flag === '--' || names.some(({ name }) => name === flag)) return word;
  const fitting = names.filter(({ name }) => name.startsWith(flag!));
  const meant = new Set(fitting.map((one) => one.meant));
  if (meant.size > 1) {
    const all = fitting.map(({ name }) => name).join(', ');
    throw new TsplayError({
      code: 'bad-usage',
      message: `ambiguous option: ${flag} could match ${all}`,
    });
  }
  return meant.size === 1 ? fitting[0]!.name + value! : word;
}

const namesOf = ({ long, short }: Option): string[] => [long, short].filter((name) => name !== undefined);

const longNames = (option: Option): string[] => namesOf(option).filter((name) => name.startsWith('--'));

// `-e --check` forgot the value of -e
function refuseFlagAsValue(word: string, next: string | undefined, options: readonly Option[]): void {
  const named = (flag: string | undefined): Option | undefined =>
    options.find((option) => namesOf(option).includes(flag ?? ''));
  const option = named(word);
  if (!option?.required || !named(next?.replace(/^(--[^=]*)=.*$/s, '$1'))) return;
  throw new TsplayError({
    code: 'bad-usage',
    message: `argument ${namesOf(option).reverse().join('/')}: expected one argument, found ${next}`,
    hint: `a value that looks like an option is written ${option.long}=${next}`,
  });
}
