import type { Frame } from '../runtime/frame.js';

/** What one activation needs: how many slots its frame has. */
export class FunctionScope {
  slotCount = 0;

  constructor(
    readonly parent: FunctionScope | undefined,
    /** Blocks know super() and self. */
    readonly isBlock: boolean,
  ) {}
}

interface Slot {
  readonly index: number;
  /** Set whenever the code that reads it runs: loop targets, parameters. */
  readonly definite: boolean;
  /** The scope sets it before it reads it: until then the name is undefined. */
  readonly setFirst: boolean;
}

/** The names of one block of statements, each with its slot in the frame of the function around it. */
export class NameScope {
  private readonly slots = new Map<string, Slot>();

  constructor(
    readonly owner: FunctionScope,
    readonly parent: NameScope | undefined,
    /** Names set here are exported and seen by blocks and includes. */
    readonly isTop = false,
  ) {}

  /** Slots for what `collectNames` found in the body of this scope. */
  declareAll(names: ReadonlyMap<string, boolean>): void {
    for (const [name, setFirst] of names) this.declare(name, false, setFirst);
  }

  /** A slot for a name that this scope sets. */
  declare(name: string, definite: boolean, setFirst = false): number {
    const known = this.slots.get(name);
    if (known !== undefined) return known.index;
    const index = this.owner.slotCount++;
    this.slots.set(name, { index, definite, setFirst });
    return index;
  }

  slotOf(name: string): number | undefined {
    return this.slots.get(name)?.index;
  }

  /** Slots to forget when the block starts again. */
  resettable(): number[] {
    return [...this.slots.values()].filter((slot) => !slot.definite).map((slot) => slot.index);
  }

  /** How to read a name: the slots to try from the inside out, then the context. */
  resolve(name: string): Resolution {
    const places: Place[] = [];
    let definite = false;
    let depth = 0;
    for (const scope of this.outwards()) {
      const slot = scope.slots.get(name);
      if (slot !== undefined) {
        places.push({ depth, index: slot.index });
        if (slot.definite) return { places, definite: true };
        definite = slot.setFirst;
      }
      if (scope.parent !== undefined && scope.parent.owner !== scope.owner) depth++;
    }
    return { places, definite };
  }

  private outwards(): NameScope[] {
    return [this, ...(this.parent?.outwards() ?? [])];
  }

  /** Every name that has a slot here or around. */
  visibleNames(): Set<string> {
    const names = new Set<string>();
    for (const scope of this.outwards()) {
      for (const name of scope.slots.keys()) names.add(name);
    }
    return names;
  }
}

export interface Place {
  /** How many functions outwards. */
  readonly depth: number;
  readonly index: number;
}

export interface Resolution {
  readonly places: readonly Place[];
  /** The context is not asked. */
  readonly definite: boolean;
}

/** The local value of a name, `undefined` when none of its slots is set. */
export function readPlaces(frame: Frame, places: readonly Place[]): unknown {
  for (const { depth, index } of places) {
    let owner = frame;
    for (let i = 0; i < depth; i++) owner = owner.parent!;
    const value = owner.slots[index];
    if (value !== undefined) return value;
  }
  return undefined;
}
