import { PyObject } from '../python/py-object.js';
import { Undefined } from '../python/undefined.js';
import { capture } from './emit.js';
import { Frame } from './frame.js';
import type { TemplateContext } from './template-context.js';

/** `super` in a block, and `self.name`: called, it gives the text of a block. */
class BlockReference extends PyObject {
  override readonly typeName = 'BlockReference';
  override readonly module = 'jinja2.runtime';

  constructor(
    private readonly context: TemplateContext,
    private readonly name: string,
    private readonly index: number,
  ) {
    super();
  }

  override call(): unknown {
    const block = blockAt(this.context, this.name, this.index)!;
    return capture(block.frame, block.run);
  }

  override getAttribute(name: string): unknown {
    return name === 'super' ? superOf(this.context, this.name, this.index) : undefined;
  }
}

/** `self`: every block of the template by name. */
export class SelfReference extends PyObject {
  override readonly typeName = 'TemplateReference';
  override readonly module = 'jinja2.runtime';

  constructor(private readonly context: TemplateContext) {
    super();
  }

  override toRepr(): string {
    return '<TemplateReference None>';
  }

  override getAttribute(name: string): unknown {
    return this.context.blocks.has(name) ? new BlockReference(this.context, name, 0) : undefined;
  }
}

export function superOf(context: TemplateContext, name: string, index: number): unknown {
  if (blockAt(context, name, index + 1) === undefined) {
    return new Undefined(
      context.environment.undefined,
      'super',
      `there is no parent block called '${name}'.`,
    );
  }
  return new BlockReference(context, name, index + 1);
}

/** The code of a block with a fresh frame to run it in. */
export function blockAt(
  context: TemplateContext,
  name: string,
  index: number,
): { frame: Frame; run: (frame: Frame) => unknown } | undefined {
  const code = context.blocks.get(name)?.[index];
  if (code === undefined) return undefined;
  const frame = new Frame(context, undefined, code.slotCount());
  frame.block = { name, index };
  return { frame, run: code.run };
}
