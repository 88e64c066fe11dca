import type { Problem } from '../core/problem.js';
import { TsplayError } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { didYouMean } from '../core/suggest.js';
import { isForeignModule } from './foreign.js';
import type { Module } from './module.js';

/** How a module is found without loading it, so that a run loads only what it uses. */
export interface ModuleEntry {
  readonly load: () => Promise<{ readonly module: Module }>;
  /** Options of a module whose text is free form; everything else in `key=value` text belongs to the text. */
  readonly freeFormOptions?: readonly string[];
}

export type ModuleTable = Readonly<Record<string, ModuleEntry>>;

/** Modules by name, with and without their collection. */
export interface Registry {
  has(name: string): boolean;
  /** Is the name that of a module in a collection that tsplay does not have? See `isForeignModule`. */
  isForeign(name: string): boolean;
  /** Short names, sorted. */
  names(): readonly string[];
  /** The name without its collection. */
  shortName(name: string): string;
  freeFormOptions(name: string): readonly string[] | undefined;
  /** Throws a TsplayError with a suggestion when there is no such module. */
  find(name: string, at?: SourcePos): Promise<Module>;
}

const collections = [
  'ansible.builtin.',
  'ansible.legacy.',
  'ansible.posix.',
  'ansible.netcommon.',
  'community.general.',
  'community.crypto.',
  'community.mysql.',
  'community.postgresql.',
  'tsplay.',
];

/** @param own modules of the user's (or of a library user's), found before the built-in ones. */
export function createRegistry(table: ModuleTable, own: readonly Module[] = []): Registry {
  const added = new Map(own.map((module) => [module.name, module]));
  const has = (name: string): boolean => added.has(name) || Object.hasOwn(table, shortName(name));
  const names = (): readonly string[] => [...new Set([...Object.keys(table), ...added.keys()])].sort();
  return {
    has,
    isForeign: (name) => !has(name) && isForeignModule(name, (short) => looksLikeOne(short, names())),
    names,
    shortName: (name) => (added.has(name) ? name : shortName(name)),
    freeFormOptions: (name) =>
      has(name) && !added.has(name) ? table[shortName(name)]?.freeFormOptions : undefined,
    find: async (name, at) => {
      const module = added.get(name);
      if (module) return module;
      if (!has(name)) throw new TsplayError(unknownModule(name, names(), at));
      return (await table[shortName(name)]!.load()).module;
    },
  };
}

const looksLikeOne = (short: string, known: readonly string[]): boolean =>
  known.includes(short) || didYouMean(short, known) !== undefined;

function shortName(name: string): string {
  if (!name.includes('.')) return name;
  const collection = collections.find((each) => name.startsWith(each));
  return collection === undefined ? name : name.slice(collection.length);
}

/** The problem for a name that is no module. */
export function unknownModule(name: string, known: Iterable<string>, at: SourcePos | undefined): Problem {
  const message = `couldn't resolve module/action '${name}'. This often indicates a misspelling, missing collection, or incorrect module path.`;
  return { code: 'unknown-module', message, at, hint: didYouMean(shortName(name), known) };
}
