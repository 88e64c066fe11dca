import type { Dict, Value } from '../../lib/core/value.js';
import {
  defineModule,
  failedResult,
  isMachineFact,
  makeResult,
  scriptBeside,
  sharedShell,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import { int, list, path, pythonText, raw, text } from '../../lib/schema/index.js';
import { Said } from './frames.js';
import { hardwareFacts } from './hardware-facts.js';
import { minFacts } from './min-facts.js';
import { networkFacts } from './network-facts.js';
import { factsAsked, subsetsOf, type Subset } from './subsets.js';
import { virtualFacts } from './virtual-facts.js';

export const module = defineModule({
  name: 'setup',
  summary: 'Tells facts about the host',
  notes: [
    'In an image it tells what belongs to the image: distribution, its kernel, package manager, user, environment. Names, addresses and hardware are those of a machine, and an image has none.',
  ],
  examples: `
- name: Only what networks are about
  setup:
    gather_subset: ['!all', network]`,
  args: {
    gather_subset: list(text({}), {
      doc: 'all, min, hardware, network, virtual; with ! in front: not that',
      fallback: ['all'],
    }),
    gather_timeout: int({ doc: 'Seconds that gathering may take', fallback: 10 }),
    filter: list(text({}), { doc: 'Only facts whose names match these patterns', fallback: [] }),
    fact_path: path({ doc: 'Where local facts are (*.fact)', fallback: '/etc/ansible/facts.d' }),
  },
  returns: { ansible_facts: raw({ doc: 'The facts, with ansible_ before their names' }) },
  async run(args, ctx): Promise<Result> {
    const all = subsetsOf(args.gather_subset);
    const subsets = ctx.place === 'image' ? new Set([...all].filter((one) => one === 'min')) : all;
    const script = [...subsets].map((subset) => scripts[subset].text()).join('\n');
    const params = { fact_path: args.fact_path, in_image: ctx.place === 'image' };
    const expand = /^~|\$/.test(args.fact_path)
      ? `${sharedShell('expand-path')}\nexpand_path fact_path\n`
      : '';
    const reply = await ctx.call(expand + script, params, { mode: 'apply' });
    const failed = failedResult(reply);
    if (failed) return failed;
    return makeResult({ changed: false, ansible_facts: facts(new Said(reply), subsets, args, ctx) });
  },
});

const scripts = {
  min: scriptBeside(import.meta.url, 'min.sh'),
  hardware: scriptBeside(import.meta.url, 'hardware.sh'),
  network: scriptBeside(import.meta.url, 'network.sh'),
  virtual: scriptBeside(import.meta.url, 'virtual.sh'),
};

interface Wanted {
  readonly gather_subset: readonly string[];
  readonly filter: readonly string[];
}

function facts(said: Said, subsets: ReadonlySet<Subset>, wanted: Wanted, ctx: ModuleContext): Dict {
  const asked = factsAsked(wanted.gather_subset);
  const found: Dict = new Map<Value, Value>([
    ...(subsets.has('min') ? someOf(minFacts(said, ctx.place), asked.min) : []),
    ...(subsets.has('hardware') ? someOf(hardwareFacts(said), asked.hardware) : []),
    ...(subsets.has('network') ? networkFacts(said) : []),
    ...(subsets.has('virtual') ? virtualFacts(said) : []),
  ]);
  if (ctx.place === 'image')
    for (const name of [...found.keys()]) if (isMachineFact(pythonText(name))) found.delete(name);
  const shown = [...found].map(([name, value]): [string, Value] => [`ansible_${pythonText(name)}`, value]);
  const kept = shown.filter(([name]) => isWanted(name, wanted.filter)).sort(([a], [b]) => (a < b ? -1 : 1));
  const own: [string, Value][] = [
    ['gather_subset', [...wanted.gather_subset]],
    ['module_setup', true],
  ];
  return new Map<Value, Value>([...kept, ...own.filter(([name]) => isWanted(name, wanted.filter))]);
}

const someOf = (facts: Dict, isAsked: (name: string) => boolean): Iterable<[Value, Value]> =>
  [...facts].filter(([name]) => isAsked(pythonText(name)));

// ansible_ may be left out of a pattern
function isWanted(name: string, patterns: readonly string[]): boolean {
  const given = patterns.filter((pattern) => pattern !== '' && pattern !== '*');
  return (
    given.length === 0 ||
    given.some((pattern) => matches(name, pattern) || matches(name, `ansible_${pattern}`))
  );
}

function matches(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  return new RegExp(`^${source}$`).test(name);
}
