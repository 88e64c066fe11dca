import type { Expr } from '../parse/nodes.js';
import { pyBinary, pyUnary } from '../python/arithmetic.js';
import { pyCompare } from '../python/compare.js';
import { dictSet } from '../python/dict.js';
import { attributeOf, itemOf } from '../python/get-attribute.js';
import { Slice } from '../python/get-item.js';
import { Markup } from '../python/py-object.js';
import { escapeHtml } from '../python/escape-html.js';
import { pyStr } from '../python/repr.js';
import { tupleOf } from '../python/sequences.js';
import { pyTruth } from '../python/truth.js';
import { Undefined } from '../python/undefined.js';
import type { Frame } from '../runtime/frame.js';
import { compileCall, compileFilter, compileTest } from './compile-call.js';
import { compileName } from './compile-name.js';
import type { Eval, Site } from './compiler.js';
import { locate } from './locate.js';

/** An expression as a closure over its parts. */
export function compileExpr(node: Expr, site: Site): Eval {
  switch (node.kind) {
    case 'const': {
      const { value } = node;
      return () => value;
    }
    case 'name':
      return compileName(node.name, site);
    case 'getattr':
      return compileGetattr(node, site);
    case 'getitem':
      return compileGetitem(node, site);
    case 'call':
      return compileCall(node, site);
    case 'filter':
      return compileFilter(node, site);
    case 'test':
      return compileTest(node, site);
    case 'compare':
      return compileCompare(node, site);
    case 'binary':
      return compileBinary(node, site);
    case 'and':
    case 'or':
      return compileLogic(node, site);
    case 'not': {
      const operand = compileExpr(node.operand, site);
      return guarded(node, site, (frame) => !pyTruth(operand(frame)));
    }
    case 'neg':
    case 'pos': {
      const operator = node.kind === 'neg' ? '-' : '+';
      const operand = compileExpr(node.operand, site);
      return guarded(node, site, (frame) => pyUnary(operator, operand(frame)));
    }
    case 'condexpr':
      return compileConditional(node, site);
    case 'concat':
      return compileConcat(node, site);
    case 'list': {
      const items = node.items.map((item) => compileExpr(item, site));
      return (frame) => items.map((item) => item(frame));
    }
    case 'tuple': {
      const items = node.items.map((item) => compileExpr(item, site));
      return (frame) => tupleOf(items.map((item) => item(frame)));
    }
    case 'dict':
      return compileDict(node, site);
    case 'slice': {
      const [start, stop, step] = [node.start, node.stop, node.step].map(
        (part) => part && compileExpr(part, site),
      );
      return (frame) => new Slice(start?.(frame), stop?.(frame), step?.(frame));
    }
  }
}

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

function guarded(node: Expr, site: Site, run: Eval): Eval {
  const { source } = site.unit;
  const { at } = node;
  return (frame) => {
    try {
      return run(frame);
    } catch (error) {
      throw locate(error, source, at);
    }
  };
}

function compileGetattr(node: Of<'getattr'>, site: Site): Eval {
  const { source, undefinedKind } = site.unit;
  const target = compileExpr(node.target, site);
  const { name, at } = node;
  const slow = (value: unknown): unknown => {
    try {
      return attributeOf(value, name, undefinedKind);
    } catch (error) {
      throw locate(error, source, at);
    }
  };
  if (DICT_ATTRIBUTES.has(name)) return (frame) => slow(target(frame));
  return (frame) => {
    const value = target(frame);
    if (value instanceof Map) {
      const item: unknown = value.get(name);
      if (item !== undefined) return item;
    }
    return slow(value);
  };
}

// names that a dict answers with its own method before it looks for the key
const DICT_ATTRIBUTES: ReadonlySet<string> = new Set(
  'keys values items get pop popitem setdefault update copy clear fromkeys'.split(' '),
);

function compileGetitem(node: Of<'getitem'>, site: Site): Eval {
  const { undefinedKind } = site.unit;
  const target = compileExpr(node.target, site);
  const key = compileExpr(node.key, site);
  return guarded(node, site, (frame) => itemOf(target(frame), key(frame), undefinedKind));
}

function compileCompare(node: Of<'compare'>, site: Site): Eval {
  const left = compileExpr(node.left, site);
  const rest = node.rest.map(([operator, expr]) => ({ operator, right: compileExpr(expr, site) }));
  if (rest.length === 1) {
    const { operator, right } = rest[0]!;
    return guarded(node, site, (frame) => pyCompare(operator, left(frame), right(frame)));
  }
  return guarded(node, site, (frame) => {
    let value = left(frame);
    for (const { operator, right } of rest) {
      const next = right(frame);
      if (!pyCompare(operator, value, next)) return false;
      value = next;
    }
    return true;
  });
}

function compileBinary(node: Of<'binary'>, site: Site): Eval {
  const { operator } = node;
  const left = compileExpr(node.left, site);
  const right = compileExpr(node.right, site);
  return guarded(node, site, (frame) => pyBinary(operator, left(frame), right(frame)));
}

function compileLogic(node: Of<'and' | 'or'>, site: Site): Eval {
  const stopAt = node.kind === 'or';
  const left = compileExpr(node.left, site);
  const right = compileExpr(node.right, site);
  return guarded(node, site, (frame) => {
    const value = left(frame);
    return pyTruth(value) === stopAt ? value : right(frame);
  });
}

function compileConditional(node: Of<'condexpr'>, site: Site): Eval {
  const soft: Site = { ...site, soft: true };
  const test = compileExpr(node.test, soft);
  const then = compileExpr(node.then, soft);
  const otherwise =
    node.otherwise === undefined ? missingElse(node, site) : compileExpr(node.otherwise, soft);
  return guarded(node, site, (frame) => (pyTruth(test(frame)) ? then(frame) : otherwise(frame)));
}

// prints nothing even where undefined values are refused
function missingElse(node: Expr, site: Site): Eval {
  const { line } = site.unit.source.position(node.at);
  const message = `the inline if-expression on line ${line} evaluated to false and no else section was defined.`;
  const value = new Undefined('lenient', undefined, message);
  return () => value;
}

function compileConcat(node: Of<'concat'>, site: Site): Eval {
  const items = node.items.map((item) => compileExpr(item, site));
  return guarded(node, site, (frame) => {
    const values = items.map((item) => item(frame));
    if (frame.context.autoescape && values.some((value) => value instanceof Markup))
      return concatMarkup(values);
    let text = '';
    for (const value of values) text += typeof value === 'string' ? value : pyStr(value);
    return text;
  });
}

const concatMarkup = (values: readonly unknown[]): Markup =>
  new Markup(
    values.map((value) => (value instanceof Markup ? value.text : escapeHtml(pyStr(value)))).join(''),
  );

function compileDict(node: Of<'dict'>, site: Site): Eval {
  const pairs = node.pairs.map(([key, value]) => [compileExpr(key, site), compileExpr(value, site)] as const);
  return guarded(node, site, (frame: Frame) => {
    const dict = new Map<unknown, unknown>();
    for (const [key, value] of pairs) dictSet(dict, key(frame), value(frame));
    return dict;
  });
}
