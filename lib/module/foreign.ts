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
  if (words.length === 1) return redirects().has(short);
  if (words.length < 3 || !words.every((word) => /^[a-z_]\w*$/i.test(word))) return false;
  const collection = `${words[0]}.${words[1]}`;
  if (collection === 'ansible.builtin' || collection === 'ansible.legacy') return false;
  return !sharedCollections.has(collection) || !looksKnown(short);
}

// collections of which tsplay has some modules
const sharedCollections = new Set([
  'ansible.posix',
  'community.general',
  'community.crypto',
  'community.mysql',
  'community.postgresql',
  'tsplay',
]);

interface Redirects {
  readonly [collection: string]: string;
}

let redirected: ReadonlySet<string> | undefined;

/** Short names that ansible-core 2.14.18 resolves to a module of a collection, as it answered when it was asked. */
const redirects = (): ReadonlySet<string> =>
  (redirected ??= new Set(
    Object.values(
      JSON.parse(readFileSync(new URL('redirects.json', import.meta.url), 'utf8')) as Redirects,
    ).flatMap((names) => names.split(' ')),
  ));
