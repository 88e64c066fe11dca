import { readFileSync } from 'node:fs';
import type { SourcePos } from '../core/position.js';
import { TsplayError, type Problem } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { compilePythonRegex } from '../jinja/index.js';
import { globToRegExp } from './glob.js';
import type { Host } from './host.js';
import type { Inventory } from './inventory.js';
import { parseAddress } from './parse-address.js';

export interface MatchOptions {
  /** `--limit`: only hosts that this also matches; `@file` reads names from a file. */
  readonly limit?: string | readonly string[] | undefined;
  /** Where the pattern was written. */
  readonly at?: SourcePos | undefined;
}

export interface Match {
  /** In the order of the inventory's groups, each once. */
  readonly hosts: Host[];
  /** Parts of the pattern or limit that name no host and no group. */
  readonly problems: Problem[];
}

/**
 * The hosts a pattern names: `web:&staging:!n3`, `n*.lan`, `~n\d+`, `web[0:3]`, `all`.
 *
 * @throws TsplayError for a broken regular expression or an index outside its group
 * @example matchHosts(inventory, 'nodes:!n7').hosts
 */
export function matchHosts(
  inventory: Inventory,
  pattern: string | readonly string[],
  options: MatchOptions = {},
): Match {
  const matcher = new Matcher(inventory, options.at);
  const hosts = matcher.evaluate(splitPattern(pattern));
  if (options.limit === undefined || options.limit.length === 0) return { hosts, problems: matcher.problems };
  const limiter = new Matcher(inventory, undefined);
  const limited = new Set(limiter.evaluate(splitPattern(options.limit).flatMap(readLimitFile)));
  return {
    hosts: hosts.filter((host) => limited.has(host)),
    problems: [...matcher.problems, ...limiter.problems],
  };
}

/** The parts of a pattern: at commas, or else at colons that stand in no address and no brackets. */
function splitPattern(pattern: string | readonly string[]): string[] {
  if (typeof pattern !== 'string') return pattern.flatMap(splitPattern);
  const parts = pattern.includes(',')
    ? pattern.split(',').flatMap((part) => splitPattern(part))
    : splitColons(pattern.trim());
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function splitColons(pattern: string): string[] {
  if (/^@[^:]*$/.test(pattern) || parseAddress(pattern).port !== undefined || isIPv6Pattern(pattern))
    return [pattern];
  return pattern.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? [];
}

const isIPv6Pattern = (pattern: string): boolean =>
  /^[!&]?[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(pattern) && /::|(?::.*){7}/.test(pattern);

function readLimitFile(pattern: string): string[] {
  if (!pattern.startsWith('@')) return [pattern];
  const path = pattern.slice(1);
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => splitPattern(line));
  } catch (error) {
    throw new TsplayError({ code: 'missing-limit-file', message: whyUnread(path, error) });
  }
}

const whyUnread = (path: string, error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'EISDIR'
    ? `what follows the @ of a limit must be a file, not a directory: ${path}`
    : `cannot read the file of limits ${path}: there is no such file`;

class Matcher {
  readonly problems: Problem[] = [];

  constructor(
    readonly inventory: Inventory,
    readonly at: SourcePos | undefined,
  ) {}

  evaluate(patterns: readonly string[]): Host[] {
    const [only, excluded] = [
      patterns.filter((one) => one.startsWith('&')),
      patterns.filter((one) => one.startsWith('!')),
    ];
    const named = patterns.filter((one) => !/^[&!]/.test(one));
    let hosts = new Set((named.length > 0 ? named : ['all']).flatMap((one) => this.#hostOr(one)));
    for (const one of only) hosts = keep(hosts, this.#match(one.slice(1)), true);
    for (const one of excluded) hosts = keep(hosts, this.#match(one.slice(1)), false);
    return [...hosts];
  }

  // a host comes before a group of its name, but not behind `!` and `&`
  #hostOr(pattern: string): Host[] {
    const host = this.inventory.hosts.get(pattern);
    return host ? [host] : this.#match(pattern);
  }

  #match(pattern: string): Host[] {
    const { name, slice } = splitSubscript(pattern);
    const hosts = this.#named(name);
    if (hosts.length === 0 && name !== 'all' && name !== '*') this.#reportUnmatched(name);
    return slice && hosts.length > 0 ? this.#slice(hosts, slice, pattern) : hosts;
  }

  #named(name: string): Host[] {
    const test = this.#testFor(name);
    const groups = [...this.inventory.groups.values()].filter((group) => test(group.name));
    const found = new Set(groups.flatMap((group) => group.allHosts()));
    if (groups.length === 0 || /^~|[.?*[]/.test(name)) {
      for (const host of this.inventory.hosts.values()) if (test(host.name)) found.add(host);
    }
    if (found.size > 0 || groups.length > 0) return [...found];
    const localhost = this.inventory.host(name);
    return localhost ? [localhost] : [];
  }

  #testFor(name: string): (candidate: string) => boolean {
    if (!/^~|[?*[]/.test(name)) return (candidate) => candidate === name;
    try {
      const pattern = name.startsWith('~')
        ? compilePythonRegex(name.slice(1), { sticky: true })
        : globToRegExp(name);
      return (candidate) => candidate.search(pattern) === 0;
    } catch (error) {
      throw new TsplayError(
        this.#problem(
          'bad-host-pattern',
          `'${name}' is not a regular expression: ${(error as Error).message}`,
        ),
      );
    }
  }

  #slice(hosts: readonly Host[], { first, last }: Slice, pattern: string): Host[] {
    if (last !== undefined) return hosts.slice(first, last + 1);
    const host = hosts.at(first);
    if (host) return [host];
    throw new TsplayError(
      this.#problem(
        'bad-host-pattern',
        `'${pattern}' is outside: the hosts are [0] to [${hosts.length - 1}]`,
      ),
    );
  }

  #reportUnmatched(name: string): void {
    if (this.inventory.groups.has(name)) return;
    const hint = didYouMean(name, [...this.inventory.groups.keys(), ...this.inventory.hosts.keys()]);
    this.problems.push(
      this.#problem('unknown-host', `Could not match supplied host pattern, ignoring: ${name}`, hint),
    );
  }

  #problem(code: string, message: string, hint?: string): Problem {
    return { code, message, at: this.at, hint };
  }
}

function keep(hosts: ReadonlySet<Host>, others: readonly Host[], inside: boolean): Set<Host> {
  const set = new Set(others);
  return new Set([...hosts].filter((host) => set.has(host) === inside));
}

interface Slice {
  readonly first: number;
  /** Included; undefined for one host. */
  readonly last: number | undefined;
}

function splitSubscript(pattern: string): { name: string; slice?: Slice } {
  const found = pattern.startsWith('~') ? null : /^(.+)\[(?:(-?\d+)|(\d+)[:-](\d*))\]$/.exec(pattern);
  if (!found) return { name: pattern };
  const [, name, index, first, last] = found;
  if (index !== undefined) return { name: name!, slice: { first: Number(index), last: undefined } };
  const end = last === '' ? Infinity : Number(last);
  // `web[2:0]` is `web[2]`
  return { name: name!, slice: { first: Number(first), last: end === 0 ? undefined : end } };
}
