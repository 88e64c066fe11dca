import type { BlockNode } from '../parse/nodes.js';
import { PyError } from '../python/py-error.js';
import { blockAt } from '../runtime/block-reference.js';
import { collectNames } from './collect-names.js';
import type { Exec, Site } from './compiler.js';
import { locate } from './locate.js';
import { FunctionScope, NameScope } from './name-scope.js';
import { localScope } from './local-scope.js';

/** `{% block name %}`: registers the code and runs the youngest one of that name. */
export function compileBlock(node: BlockNode, site: Site): Exec {
  const { blocks, source } = site.unit;
  const { name } = node;
  if (blocks.has(name)) {
    throw source.error('TemplateAssertionError', `block '${name}' defined twice`, node.at);
  }
  registerCode(node, site);
  const locals = node.scoped ? localScope(site.scope) : undefined;
  return (frame) => {
    if (site.isRoot && frame.context.parent !== undefined) return undefined;
    const context = locals === undefined ? frame.context : frame.context.derive(locals(frame));
    if (node.required && (context.blocks.get(name)?.length ?? 0) <= 1) {
      throw locate(
        new PyError('TemplateRuntimeError', `Required block '${name}' not found`),
        source,
        node.at,
      );
    }
    const block = blockAt(context, name, 0)!;
    block.run(block.frame);
    return undefined;
  };
}

// a block sees no locals of what stands around it, only what the top level exports
function registerCode(node: BlockNode, site: Site): void {
  const owner = new FunctionScope(undefined, true);
  const scope = new NameScope(owner, undefined);
  scope.declareAll(collectNames(node.body));
  const code = { slotCount: () => owner.slotCount, run: (() => undefined) as Exec };
  site.unit.blocks.set(node.name, code);
  code.run = site.unit.compileBody(node.body, { ...site, scope, isRoot: false });
}
