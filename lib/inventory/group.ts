import type { Dict } from '../core/value.js';
import type { Host } from './host.js';

/** A group of the inventory: its own variables, the hosts it names itself and its child groups. */
export class Group {
  readonly vars: Dict = new Map();
  readonly hosts = new Set<Host>();
  readonly children = new Set<Group>();
  readonly parents = new Set<Group>();
  /** `ansible_group_priority`: of groups at the same depth the higher one's variables win. */
  priority = 1;
  /** How far below `all` the group is, by the longest way. */
  depth = 0;

  constructor(readonly name: string) {}

  /** The group and all groups below it, nearest first. */
  descendants(): Group[] {
    const found = new Set<Group>([this]);
    for (const group of found) group.children.forEach((child) => found.add(child));
    return [...found];
  }

  /** The hosts of the group and of all groups below it, each once. */
  allHosts(): Host[] {
    const hosts = new Set<Host>();
    for (const group of this.descendants()) group.hosts.forEach((host) => hosts.add(host));
    return [...hosts];
  }
}

/** The order in which groups' variables are laid over each other. */
export function sortGroups(groups: Iterable<Group>): Group[] {
  return [...groups].sort((a, b) => a.depth - b.depth || a.priority - b.priority || compare(a.name, b.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
