import type { SourcePos } from '../core/position.js';
import type { Problem } from '../core/problem.js';
import type { Value } from '../core/value.js';

/**
 * Where the hosts of a play are in this phase. The image layer plugs in here.
 *
 * In the dev phase every host is itself. In production, hosts that boot one image are one place: `placeOf`
 * answers the same image for all of them, the play's steps run once, with the first such host's name, inside
 * the image's root. A value that differs between those hosts must not be baked: before a task runs there, its
 * arguments are rendered for every host the image stands for, and a difference is refused with the task's
 * position.
 */
export interface PhasePlace {
  placeOf(host: string): Place;
  /**
   * After the last play and before the run's end: finishes what was made when all went well, else removes it.
   * What went wrong is answered; the run has failed then.
   */
  settle?(succeeded: boolean, say: (stage: string) => void): Promise<readonly Problem[]>;
}

export type Place =
  | { readonly kind: 'live' }
  | {
      readonly kind: 'image';
      /** Hosts with equal ids share the image. */
      readonly id: string;
      /** Connection variables that replace the host's: `ansible_connection: chroot`, `ansible_chroot_root: /…`. */
      readonly connection: ReadonlyMap<string, Value>;
    };

/** The dev phase: every host is where its inventory says. */
export const everyHostLive: PhasePlace = { placeOf: () => ({ kind: 'live' }) };

/** The first host of each image stands for all of them. */
export function groupByPlace(
  hosts: readonly string[],
  place: PhasePlace,
): ReadonlyMap<string, readonly string[]> {
  const byImage = new Map<string, string>();
  const groups = new Map<string, string[]>();
  for (const host of hosts) {
    const at = place.placeOf(host);
    const leader = at.kind === 'live' ? host : (byImage.get(at.id) ?? host);
    if (at.kind === 'image') byImage.set(at.id, leader);
    groups.set(leader, [...(groups.get(leader) ?? []), host]);
  }
  return groups;
}

/** Said when a bake would write one node's value into the image of all. */
export interface NodeValue {
  readonly at: SourcePos;
  readonly option: string;
  readonly hosts: readonly [string, string];
}

export const nodeValueMessage = ({ option, hosts }: NodeValue): string =>
  `${option} differs between ${hosts[0]} and ${hosts[1]}, but the image is the same for both`;
