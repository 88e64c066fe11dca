import type { Documents } from '../../documents.js';
import { hostsOf, type State } from './state.js';
import { words } from './words.js';

/** What the last part of a line may become: a word, a module, one of its options; behind `cd` a host or a group. */
export async function complete(
  state: State,
  documents: Documents,
  line: string,
): Promise<[fitting: string[], part: string]> {
  const [, start = '', part = ''] = /^(.*\s)?(\S*)$/.exec(line) ?? [];
  const [first = ''] = start.trim().split(/\s+/);
  const known = await candidates(state, documents, first);
  return [known.filter((name) => name.startsWith(part)), part];
}

async function candidates(state: State, documents: Documents, first: string): Promise<readonly string[]> {
  if (first === '') return [...Object.keys(words), 'help', 'exit', ...documents.names()];
  if (first === 'cd') return placesOf(state);
  if (first === 'help') return [...Object.keys(words), ...documents.names()];
  if (first === 'list') return ['groups'];
  if (Object.hasOwn(words, first) || !documents.has(first)) return [];
  return Object.keys((await documents.find(first)).args).map((option) => `${option}=`);
}

// within some hosts only those can be meant, as a pattern that is wider would leave them
const placesOf = (state: State): string[] =>
  state.pattern === 'all'
    ? [...state.inventory.groups.keys(), ...state.inventory.hosts.keys()]
    : hostsOf(state);
