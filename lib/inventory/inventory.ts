import { TsplayError, type Problem } from '../core/problem.js';
import type { SourcePos } from '../core/position.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import { Group } from './group.js';
import { Host } from './host.js';
import { mergeDicts } from '../core/merge-dicts.js';
import { safeGroupName } from './safe-group-name.js';
import { VarsFiles } from './vars-files.js';
import type { InventoryOptions } from './options.js';

/** The hosts and groups of a run, and what may be done to them. */
export class Inventory {
  readonly hosts = new Map<string, Host>();
  readonly groups = new Map<string, Group>();
  readonly warnings: Problem[] = [];
  /** Sources that are not there, or have nothing in them. */
  readonly missing: Problem[] = [];
  /** Names of groups, as given, that are no names of variables. */
  readonly oddGroupNames = new Set<string>();
  /** group_vars and host_vars, read when first asked for. */
  readonly varsFiles: VarsFiles;
  readonly #all = new Group('all');
  readonly #ungrouped = new Group('ungrouped');
  #implicitLocalhost: Host | undefined;

  constructor(
    /** As given: files, directories and `a,b,` lists. */
    readonly sources: readonly string[] = [],
    readonly options: InventoryOptions = {},
  ) {
    this.varsFiles = new VarsFiles(options);
    this.groups.set('all', this.#all).set('ungrouped', this.#ungrouped);
    link(this.#all, this.#ungrouped);
  }

  /** Puts groups without a parent below `all` and hosts without a group into `ungrouped`. */
  settle(): void {
    for (const group of this.groups.values()) {
      if (group.parents.size === 0 && group !== this.#all) link(this.#all, group);
    }
    for (const host of this.hosts.values()) this.#settleHost(host);
  }

  /** A host by name; `localhost`, `127.0.0.1` and `::1` exist even if no inventory names them. */
  host(name: string): Host | undefined {
    return this.hosts.get(name) ?? (localNames.has(name) ? this.#localhost(name) : undefined);
  }

  /** Adds a host, or adds a known one to more groups. */
  addHost(name: string, groups: readonly string[] = [], source?: string, port?: number): Host {
    const host = this.hosts.get(name) ?? this.#makeHost(name, source, port);
    for (const group of groups) this.#addMember(this.addGroup(group), host);
    return host;
  }

  addGroup(given: string): Group {
    const name = this.groupName(given);
    const known = this.groups.get(name);
    if (known) return known;
    if (given !== safeGroupName(given)) this.oddGroupNames.add(given);
    const group = new Group(name);
    this.groups.set(name, group);
    return group;
  }

  hasGroup(name: string): boolean {
    return this.groups.has(this.groupName(name));
  }

  /** What a group of this name is called here: `web-1` may be `web_1`. */
  groupName(name: string): string {
    const policy = this.options.invalidGroupNames;
    return policy === 'always' || policy === 'silently' ? safeGroupName(name) : name;
  }

  /** @throws TsplayError when the child already stands above the parent */
  addChild(parentName: string, childName: string, at?: SourcePos): void {
    const parent = this.addGroup(parentName);
    const child = this.addGroup(childName);
    if (child === this.#all || child.descendants().includes(parent)) {
      const message = `group '${childName}' cannot be a child of '${parentName}': it already contains it`;
      throw new TsplayError({ code: 'group-loop', message, at });
    }
    link(parent, child);
  }

  setVars(owner: Host | Group, vars: Iterable<readonly [Value, Value]>): void {
    for (const [key, value] of vars) this.setVar(owner, key, value);
  }

  /** What is said again takes the place of what was said before, unless dicts are to be merged. */
  setVar({ vars }: Host | Group, key: Value, value: Value): void {
    const before = this.options.mergeDicts ? vars.get(key) : undefined;
    vars.set(key, isDict(before) && isDict(value) ? mergeDicts(before, value) : value);
  }

  setGroupVar(group: Group, key: Value, value: Value): void {
    if (key !== 'ansible_group_priority') this.setVar(group, key, value);
    else if (Number.isInteger(Number(value))) group.priority = Number(value);
    else
      this.warn(
        'group-priority',
        `the ansible_group_priority of group '${group.name}' is not a whole number`,
      );
  }

  /** What `add_host` does: a new or known host, its groups and its variables. */
  addHostWithVars(name: string, groups: readonly string[], vars: Dict): Host {
    const host = this.addHost(name, groups);
    this.setVars(host, vars);
    this.#settleAt(host, groups);
    return host;
  }

  /** What `group_by` does: puts the host into the group, and the group below its parents. */
  addToGroup(hostName: string, groupName: string, parents: readonly string[] = ['all']): void {
    for (const parent of parents) if (parent !== 'all') this.addChild(parent, groupName);
    this.#settleAt(this.addHost(hostName, [groupName]), [...parents, groupName]);
  }

  warn(code: string, message: string, at?: SourcePos, hint?: string): void {
    this.warnings.push({ code, message, at, hint, severity: 'warning' });
  }

  // a port behind a name counts only where the host is named first
  #makeHost(name: string, source: string | undefined, port: number | undefined): Host {
    const host = new Host(name, source);
    if (port !== undefined) host.vars.set('ansible_port', port);
    this.hosts.set(name, host);
    return host;
  }

  #addMember(group: Group, host: Host): void {
    if (group === this.#all) {
      host.isOfAll = true;
      return;
    }
    group.hosts.add(host);
    host.groups.add(group);
  }

  #settleAt(host: Host, groups: readonly string[]): void {
    for (const group of groups.map((name) => this.addGroup(name))) {
      if (group.parents.size === 0 && group !== this.#all) link(this.#all, group);
    }
    this.#settleHost(host);
  }

  // a host is in `ungrouped` as long as nothing else than `all` has it
  #settleHost(host: Host): void {
    const others = [...host.groups].some((group) => group !== this.#ungrouped);
    if (!others) this.#addMember(this.#ungrouped, host);
    else if (this.#ungrouped.hosts.delete(host)) host.groups.delete(this.#ungrouped);
  }

  #localhost(name: string): Host {
    const named = [...localNames].map((local) => this.hosts.get(local)).find((host) => host !== undefined);
    if (named) return named;
    this.#implicitLocalhost ??= makeLocalhost(name);
    return this.#implicitLocalhost;
  }
}

const localNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

function makeLocalhost(name: string): Host {
  const host = new Host(name, undefined, true);
  host.vars.set('ansible_connection', 'local');
  host.vars.set('ansible_python_interpreter', '/usr/bin/python3');
  return host;
}

function link(parent: Group, child: Group): void {
  parent.children.add(child);
  child.parents.add(parent);
  deepen(child, parent.depth + 1);
}

function deepen(group: Group, depth: number): void {
  if (group.depth >= depth) return;
  group.depth = depth;
  group.children.forEach((child) => deepen(child, depth + 1));
}
