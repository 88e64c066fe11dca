import { readFileSync } from 'node:fs';

/**
 * Does a name stand for a module of somebody else's collection? Roles carry tasks for systems that the host at hand
 * is not (`win_service`, `community.docker.docker_container`): such a task is an error when a host reaches it, not before.
 * @param looksKnown what looks like a name of ours is a typing mistake, not a stranger
 * @example isForeignModule('community.docker.docker_container', () => false) // true
 */
export function isForeignModule(name: string, looksKnown: (short: string) => boolean): boolean {
  const words = name.split('.');
  const short = words.at(-1)!;
  if (words.length === 1) return foreignNames().redirected.has(short);
  if (words.length < 3 || !words.every((word) => /^[a-z_]\w*$/i.test(word))) return false;
  const collection = `${words[0]}.${words[1]}`;
  if (collection === 'ansible.builtin' || collection === 'ansible.legacy') return false;
  const all = collection === 'tsplay' ? none : foreignNames().shared.get(collection);
  return all === undefined || all.has(short) || !looksKnown(short);
}

/** Names that ansible-core 2.14.18 and its community package gave when they were asked. */
interface ForeignNames {
  /** Short names that resolve to a module of a collection, by collection. */
  readonly redirected: Readonly<Record<string, string>>;
  /** All modules of the collections of which tsplay has some. */
  readonly shared: Readonly<Record<string, string>>;
}

const none: ReadonlySet<string> = new Set();

let read:
  | { readonly redirected: ReadonlySet<string>; readonly shared: ReadonlyMap<string, ReadonlySet<string>> }
  | undefined;

function foreignNames(): NonNullable<typeof read> {
  if (read) return read;
  const text = readFileSync(new URL('foreign-names.json', import.meta.url), 'utf8');
  const { redirected, shared } = JSON.parse(text) as ForeignNames;
  return (read = {
    redirected: new Set(Object.values(redirected).flatMap((names) => names.split(' '))),
    shared: new Map(
      Object.entries(shared).map(([collection, names]) => [collection, new Set(names.split(' '))]),
    ),
  });
}
