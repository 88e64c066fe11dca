import { TemplateString, type Dict } from '../core/value.js';
import { toValue, type YamlNode } from '../yaml/index.js';
import { pythonText } from '../schema/index.js';
import type { PlayContext } from './context.js';
import { readKeywords, readVars } from './read-keywords.js';
import { staticPlace } from './static-place.js';
import type { Parent, Role, RoleUse } from './types.js';

/** One entry of `roles:` or of a role's `dependencies:`. */
export function readRoleUse(
  node: YamlNode,
  context: { readonly play: PlayContext; readonly parent: Parent; readonly parents: readonly Role[] },
): RoleUse | undefined {
  const { problems } = context.play;
  const common = { at: node.at, parent: context.parent, parents: context.parents, public: true };
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    const name = nameOf(toValue(node), context);
    if (name.includes(',')) {
      problems.add('bad-role', `Invalid old style role requirement: ${name}`, node.at);
      return undefined;
    }
    return { ...common, name };
  }
  if (node.kind !== 'map') {
    problems.add('bad-role', 'a role is a name, or a dictionary with `role:`', node.at);
    return undefined;
  }
  const { keywords, others } = readKeywords(node, 'role');
  const name = keywords.get('role') ?? keywords.get('name');
  if (!name || (typeof name.value !== 'string' && !(name.value instanceof TemplateString))) {
    problems.add('bad-role', 'role definitions must contain a role name', node.at, '- role: common');
    return undefined;
  }
  const params: Dict = new Map();
  for (const entry of others) params.set(entry.key, toValue(entry.value));
  const inherited = new Map(
    [...keywords].filter(([key]) => key !== 'role' && key !== 'name' && key !== 'vars'),
  );
  return {
    ...common,
    name: nameOf(name.value, context),
    keywords: inherited,
    useVars: readVars(keywords, problems),
    params,
  };
}

function nameOf(
  value: ReturnType<typeof toValue>,
  context: { readonly play: PlayContext; readonly parent: Parent },
): string {
  if (!(value instanceof TemplateString)) return pythonText(value);
  const { options, problems } = context.play;
  return pythonText(
    problems.collect(() => options.renderStatic(value, staticPlace(context.parent))) ?? value.text,
  );
}
