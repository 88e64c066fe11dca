import { JinjaError } from './jinja-error.js';
import type { Expr } from './parse/nodes.js';
import { parseExpression } from './parse/parse-expression.js';
import { SourceText } from './parse/source-text.js';

/** What an expression answers without making anything new. */
export type HandedOn =
  | { readonly kind: 'path'; readonly name: string; readonly keys: readonly (string | number)[] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | {
      readonly kind: 'default';
      readonly value: HandedOn;
      readonly otherwise: HandedOn;
      /** `default(x, true)`: also in place of what is empty or false. */
      readonly orFalse: boolean;
    };

/**
 * The variable, part of a variable or text that an expression hands on as it is; undefined when it computes something.
 * @example handedOn("item.when | default('true')") // { kind: 'default', value: { kind: 'path', name: 'item', … }, … }
 */
export function handedOn(text: string): HandedOn | undefined {
  try {
    return ofExpression(parseExpression(new SourceText(text, '<expression>', undefined, true)));
  } catch (error) {
    if (error instanceof JinjaError) return undefined;
    throw error;
  }
}

function ofExpression(expr: Expr): HandedOn | undefined {
  switch (expr.kind) {
    case 'name':
      return { kind: 'path', name: expr.name, keys: [] };
    case 'const':
      return isScalar(expr.value) ? { kind: 'literal', value: expr.value } : undefined;
    case 'getattr':
      return below(expr.target, expr.name);
    case 'getitem':
      return expr.key.kind === 'const' ? below(expr.target, expr.key.value) : undefined;
    case 'filter':
      return ofDefault(expr);
    default:
      return undefined;
  }
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

function below(target: Expr, key: unknown): HandedOn | undefined {
  const of = ofExpression(target);
  if (of?.kind !== 'path' || (typeof key !== 'string' && typeof key !== 'number')) return undefined;
  return { ...of, keys: [...of.keys, key] };
}

function ofDefault(filter: Extract<Expr, { kind: 'filter' }>): HandedOn | undefined {
  const [first, second] = filter.args;
  if ((filter.name !== 'default' && filter.name !== 'd') || !filter.value || !first) return undefined;
  if (filter.kwargs.length > 0 || filter.starArgs || filter.starKwargs) return undefined;
  if (second && second.kind !== 'const') return undefined;
  const value = ofExpression(filter.value);
  const otherwise = ofExpression(first);
  return value && otherwise && { kind: 'default', value, otherwise, orFalse: second?.value === true };
}
