import { isDict, TemplateString, type Value } from '../core/value.js';
import { handedOn, type HandedOn, pyTruth } from '../jinja/index.js';
import type { Variables } from './variables.js';

/** The expression of a text that is one whole `{{ … }}`. */
export const wholeExpression = (text: string): string | undefined =>
  /^\s*\{\{[-+]?((?:(?!\}\}|\{\{)[^])*?)[-+]?\}\}\s*$/.exec(text)?.[1]?.trim();

/**
 * What a `{{ … }}` hands on from a user's file as it stands there: text of it is the user's, to be read as a condition
 * where the braces stood. Undefined for what was computed, and for anything that a host said.
 */
export function writtenValue(variables: Variables, text: string): Value | undefined {
  const found = follow(variables, text, 0);
  return typeof found === 'symbol' ? undefined : found;
}

const missing = Symbol('no such variable');
const unwritten = Symbol('not what a file says');
type Found = Value | typeof missing | typeof unwritten;

// names that mean each other are for the renderer to complain about
const deepest = 20;

function follow(variables: Variables, text: string, depth: number): Found {
  const expression = wholeExpression(text);
  const handed = expression === undefined || depth > deepest ? undefined : handedOn(expression);
  return handed ? resolve(variables, handed, depth) : unwritten;
}

function resolve(variables: Variables, handed: HandedOn, depth: number): Found {
  if (handed.kind === 'literal') return handed.value;
  if (handed.kind === 'path') return atPath(variables, handed, depth);
  const value = resolve(variables, handed.value, depth);
  const isLacking = value === missing || (handed.orFalse && typeof value !== 'symbol' && !pyTruth(value));
  return isLacking ? resolve(variables, handed.otherwise, depth) : value;
}

function atPath(
  variables: Variables,
  { name, keys }: Extract<HandedOn, { readonly kind: 'path' }>,
  depth: number,
): Found {
  if (!variables.has(name)) return missing;
  let value: Found = opened(variables, variables.written?.(name) ?? unwritten, depth);
  for (const key of keys) {
    if (typeof value === 'symbol') return value;
    const inner: Value | undefined = isDict(value)
      ? value.get(key)
      : Array.isArray(value)
        ? value.at(Number(key))
        : undefined;
    value = inner === undefined ? missing : opened(variables, inner, depth);
  }
  return value;
}

/** A variable that is itself one whole `{{ … }}` is what that hands on; other templates are text with braces in it. */
function opened(variables: Variables, value: Found, depth: number): Found {
  return value instanceof TemplateString && wholeExpression(value.text) !== undefined
    ? follow(variables, value.text, depth + 1)
    : value;
}
