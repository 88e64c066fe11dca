import type { Dict } from '../core/value.js';
import { withDependencies } from '../playbook/index.js';
import type { Play, Role, Step } from '../playbook/types.js';
import { valueToJson } from '../schema/index.js';

/**
 * The handlers of a play in order. Each use of a role with vars of its own brings handlers of its own; imports and includes
 * that say the same share theirs, which run at the first place and are found by name at the last, as in Ansible.
 */
export class HandlerList {
  /** In order, what is shared at each of its places. */
  readonly steps: Step[] = [];
  readonly #shared = new Map<string, Step>();

  constructor(play: Play) {
    for (const step of play.handlers) this.#shared.set(keyOf(step), step);
    for (const step of play.handlers) this.steps.push(this.#shared.get(keyOf(step))!);
  }

  /** Takes those of a role that came while the play ran; `vars` are those of an include_role and of its loop. */
  take(role: Role, vars?: Dict): void {
    for (const step of withDependencies([role]).flatMap(({ handlers }) => handlers)) {
      const key = keyOf(step, step.role === role ? vars : undefined);
      const known = this.#shared.get(key) ?? step;
      this.#shared.set(key, known);
      this.steps.push(known);
    }
  }
}

const keyOf = ({ at, role }: Step, vars = role && varsOfImport(role)): string =>
  JSON.stringify([
    role
      ? [role.identity, vars && [...vars].map(([key, value]) => [valueToJson(key), valueToJson(value)])]
      : null,
    at.file,
    at.line,
    at.column,
  ]);

/** Those of the import_role that names a role; a role of `roles:` and a dependency have none. */
function varsOfImport({ block: { parent }, isDependency }: Role): Dict | undefined {
  const isImported = parent.kind === 'block' && parent.origin === 'import_role' && !isDependency;
  return isImported ? parent.vars : undefined;
}
