import { plainControl, wordsOf, type PamRule, type ServiceLine } from './service-file.js';

/** What is to become of the rules with this type, control and module. */
export interface Wanted {
  readonly state: 'absent' | 'after' | 'args_absent' | 'args_present' | 'before' | 'updated';
  readonly type: string;
  readonly control: string;
  readonly module_path: string;
  readonly new_type?: string | undefined;
  readonly new_control?: string | undefined;
  readonly new_module_path?: string | undefined;
  readonly module_arguments?: readonly string[] | undefined;
}

export interface EditedRules {
  readonly lines: readonly ServiceLine[];
  /** How many rules are new, gone or other than they were. */
  readonly count: number;
}

/** The lines of a service with every rule that is meant as it should be. */
export function editRules(lines: readonly ServiceLine[], wanted: Wanted): EditedRules {
  const own = { type: wanted.type, control: plainControl(wanted.control), modulePath: wanted.module_path };
  let count = 0;
  const edited = lines.flatMap((line, at): readonly ServiceLine[] => {
    if (!isRule(line, own)) return [line];
    const after = placed(lines, at, line, wanted);
    if (after.length === 1 && isSame(after[0]!, line)) return [line];
    count += 1;
    return after;
  });
  return { lines: edited, count };
}

/** What stands in the place of a rule afterwards. */
function placed(
  lines: readonly ServiceLine[],
  at: number,
  rule: PamRule,
  wanted: Wanted,
): readonly PamRule[] {
  const words = wordsOf(wanted.module_arguments ?? []);
  switch (wanted.state) {
    case 'absent':
      return [];
    case 'updated':
      return [renewed(rule, wanted)];
    case 'args_present':
      return [{ ...rule, args: withWords(rule.args, words) }];
    case 'args_absent':
      return [{ ...rule, args: rule.args.filter((each) => !words.includes(each)) }];
    case 'before': {
      const added = renewed({ ...rule, args: [] }, wanted);
      return isRule(lines.slice(0, at).findLast(counts), added) ? [rule] : [added, rule];
    }
    case 'after': {
      const added = renewed({ ...rule, args: [] }, wanted);
      return isRule(lines.slice(at + 1).find(counts), added) ? [rule] : [rule, added];
    }
  }
}

const renewed = (rule: PamRule, wanted: Wanted): PamRule => ({
  type: wanted.new_type ?? rule.type,
  control: plainControl(wanted.new_control ?? rule.control),
  modulePath: wanted.new_module_path ?? rule.modulePath,
  args: wanted.module_arguments === undefined ? rule.args : wordsOf(wanted.module_arguments),
});

/** A word without `=` is added; one with it takes the place of the word with the same name. */
function withWords(args: readonly string[], words: readonly string[]): readonly string[] {
  const kept = args.map((arg) => words.find((word) => isPair(word) && nameOf(word) === nameOf(arg)) ?? arg);
  const isMissing = (word: string): boolean =>
    isPair(word) ? !kept.some((arg) => nameOf(arg) === nameOf(word)) : !kept.includes(word);
  const missing = words.filter((word, at) => words.indexOf(word) === at && isMissing(word));
  return [...kept, ...missing.filter((word) => !isPair(word)), ...missing.filter(isPair)];
}

const isPair = (word: string): boolean => word.includes('=');

const nameOf = (word: string): string => (word.startsWith('[') ? '' : word.replace(/(?<==).*/s, ''));

/** Comments and empty lines do not stand between two rules. */
const counts = (line: ServiceLine): boolean => typeof line !== 'string' || /^\s*@/.test(line);

const isRule = (line: ServiceLine | undefined, own: Omit<PamRule, 'args'>): line is PamRule =>
  typeof line === 'object' &&
  line.type === own.type &&
  line.control === own.control &&
  line.modulePath === own.modulePath;

const isSame = (a: PamRule, b: PamRule): boolean => isRule(a, b) && a.args.join('\n') === b.args.join('\n');
