import type { TemplateContext } from './template-context.js';

/** The local variables of one activation of a template, macro, block or recursive loop. `undefined` is "not set". */
export class Frame {
  readonly slots: unknown[];
  /** Which of the blocks of that name runs: what super() counts from. */
  block: { readonly name: string; readonly index: number } | undefined;

  constructor(
    readonly context: TemplateContext,
    readonly parent: Frame | undefined,
    slotCount: number,
  ) {
    this.slots = slotCount === 0 ? NO_SLOTS : new Array<unknown>(slotCount).fill(undefined);
    this.block = parent?.block;
  }
}

const NO_SLOTS: unknown[] = [];
