import { withDependencies } from '../playbook/index.js';
import type { Play, Role, Step } from '../playbook/types.js';

/**
 * The handlers of a play in order. Each use of a role with vars of its own brings handlers of its own; imports and includes
 * that say the same share theirs, which run at the first place, in the context of the last, and are found by name at the
 * last, as in Ansible.
 */
export class HandlerList {
  /** In order, what is shared at each of its places. */
  readonly steps: Step[] = [];
  readonly #shared = new Map<string, Step>();

  constructor(play: Play) {
    for (const step of play.handlers) this.#shared.set(handlerKey(step), step);
    for (const step of play.handlers) this.steps.push(this.#shared.get(handlerKey(step))!);
  }

  /** Takes those of a role that came while the play ran. */
  take(role: Role): void {
    for (const step of withDependencies([role]).flatMap(({ handlers }) => handlers)) {
      const key = handlerKey(step);
      const known = this.#shared.get(key);
      this.#shared.set(key, step);
      if (known) this.steps.forEach((one, i) => one === known && (this.steps[i] = step));
      this.steps.push(step);
    }
  }
}

/** The same for those that are shared. */
export const handlerKey = ({ at, role }: Step): string =>
  JSON.stringify([role?.identity, at.file, at.line, at.column]);
