import { textOf } from '../../lib/remote/bytes.js';
import type { Reply } from '../../lib/remote/call.js';

/** What a facts script said, by key. */
export class Said {
  readonly #values = new Map<string, Uint8Array[]>();

  constructor(reply: Reply) {
    for (const frame of reply.frames) {
      if (frame.kind === 'data')
        this.#values.set(frame.key, [...(this.#values.get(frame.key) ?? []), frame.value]);
    }
  }

  /** The first value, without the blanks around it; '' when there is none. */
  text(key: string): string {
    return this.raw(key).trim();
  }

  raw(key: string): string {
    const first = this.#values.get(key)?.[0];
    return first === undefined ? '' : textOf(first);
  }

  all(key: string): readonly string[] {
    return (this.#values.get(key) ?? []).map((value) => textOf(value));
  }

  /** Keys that start with `prefix.`, without it. */
  below(prefix: string): readonly (readonly [string, string])[] {
    return [...this.#values].flatMap(([key, values]) =>
      key.startsWith(`${prefix}.`) ? [[key.slice(prefix.length + 1), textOf(values[0]!)] as const] : [],
    );
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }
}

/** `KEY=value` lines of os-release and friends. */
export function readAssignments(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (match) found.set(match[1]!, match[2]!.trim().replace(/^(["'])(.*)\1$/, '$2'));
  }
  return found;
}
