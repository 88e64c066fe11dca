import type { Dict } from '../core/value.js';
import { sortGroups, type Group } from './group.js';

/** A host of the inventory: its own variables and the groups that name it directly. */
export class Host {
  readonly vars: Dict = new Map();
  readonly groups = new Set<Group>();
  /** A source names it as a host of `all` itself. */
  isOfAll = false;

  constructor(
    readonly name: string,
    /** The inventory file that named the host first. */
    readonly source?: string,
    /** `localhost` when no inventory names it: reachable, but in no group. */
    readonly implicit = false,
  ) {}

  /** Every group the host is in, `all` first, then parents before children. */
  allGroups(): Group[] {
    const found = new Set<Group>();
    const visit = (group: Group): void => {
      if (found.has(group)) return;
      found.add(group);
      group.parents.forEach(visit);
    };
    this.groups.forEach(visit);
    return sortGroups(found);
  }
}
