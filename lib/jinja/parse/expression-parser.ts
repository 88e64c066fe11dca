import { PyFloat } from '../../core/value.js';
import { parseArguments, NO_ARGUMENTS } from './parse-arguments.js';
import type { Arguments, BinaryOperator, CompareOperator, Expr, FilterNode } from './nodes.js';
import { describeToken } from './token.js';
import type { TokenStream } from './token-stream.js';

/** Nesting beyond this is refused, so that no text can exhaust the stack. */
const MAX_DEPTH = 400;

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

export interface TupleOptions {
  /** Only primaries as items: targets of assignments. */
  readonly simplified?: boolean;
  /** Inline-if allowed; default true. */
  readonly conditional?: boolean;
  /** Names that end the tuple. */
  readonly endNames?: readonly string[];
  /** Stands in parentheses, so it may be empty. */
  readonly parenthesized?: boolean;
}

/** Jinja's expression grammar: recursive descent, one method per level of precedence. */
export class ExpressionParser {
  private depth = 0;

  constructor(readonly stream: TokenStream) {}

  parseExpression(): Expr {
    if (++this.depth > MAX_DEPTH) this.stream.fail('the expression is nested too deeply');
    const expr = this.parseConditional();
    this.depth--;
    return expr;
  }

  parseTuple(options: TupleOptions = {}): Expr {
    const { stream } = this;
    const at = stream.current.at;
    const items: Expr[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) stream.expectOperator(',');
      if (this.endsTuple(options.endNames)) break;
      items.push(this.parseTupleItem(options));
      if (!stream.isOperator(',')) break;
      isTuple = true;
    }
    if (isTuple) return { kind: 'tuple', at, items };
    if (items.length > 0) return items[0]!;
    if (!options.parenthesized) stream.fail(`Expected an expression, got '${describeToken(stream.current)}'`);
    return { kind: 'tuple', at, items };
  }

  private parseTupleItem(options: TupleOptions): Expr {
    if (options.simplified) return this.parsePrimary();
    return options.conditional === false ? this.parseOr() : this.parseExpression();
  }

  private endsTuple(endNames: readonly string[] = []): boolean {
    const { current } = this.stream;
    if (current.kind === 'variable_end' || current.kind === 'block_end') return true;
    if (current.kind === 'operator') return current.value === ')';
    return current.kind === 'name' && endNames.includes(current.value);
  }

  private parseConditional(): Expr {
    const { stream } = this;
    const at = stream.current.at;
    let then = this.parseOr();
    while (stream.skipName('if')) {
      const test = this.parseOr();
      const otherwise = stream.skipName('else') ? this.parseExpression() : undefined;
      then = { kind: 'condexpr', at, test, then, otherwise };
    }
    return then;
  }

  parseOr(): Expr {
    let left = this.parseAnd();
    while (this.stream.skipName('or')) left = { kind: 'or', at: left.at, left, right: this.parseAnd() };
    return left;
  }

  private parseAnd(): Expr {
    let left = this.parseNot();
    while (this.stream.skipName('and')) left = { kind: 'and', at: left.at, left, right: this.parseNot() };
    return left;
  }

  private parseNot(): Expr {
    if (!this.stream.isName('not')) return this.parseCompare();
    const { at } = this.stream.next();
    return this.nested(() => ({ kind: 'not', at, operand: this.parseNot() }));
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > MAX_DEPTH) this.stream.fail('the expression is nested too deeply');
    const result = parse();
    this.depth--;
    return result;
  }

  private parseCompare(): Expr {
    const { stream } = this;
    const left = this.parseSum();
    let rest: [CompareOperator, Expr][] | undefined;
    for (;;) {
      const { current } = stream;
      if (current.kind === 'operator' && COMPARISONS.has(current.value)) {
        stream.next();
        (rest ??= []).push([current.value as CompareOperator, this.parseSum()]);
      } else if (stream.skipName('in')) {
        (rest ??= []).push(['in', this.parseSum()]);
      } else if (stream.isName('not') && stream.look().kind === 'name' && stream.look().value === 'in') {
        stream.next();
        stream.next();
        (rest ??= []).push(['not in', this.parseSum()]);
      } else break;
    }
    return rest === undefined ? left : { kind: 'compare', at: left.at, left, rest };
  }

  private parseSum(): Expr {
    let left = this.parseConcat();
    while (this.stream.isOperator('+') || this.stream.isOperator('-')) {
      left = this.binary(left, () => this.parseConcat());
    }
    return left;
  }

  private binary(left: Expr, parseRight: () => Expr): Expr {
    const token = this.stream.next();
    return {
      kind: 'binary',
      at: left.at,
      operator: token.value as BinaryOperator,
      left,
      right: parseRight(),
    };
  }

  private parseConcat(): Expr {
    const first = this.parseProduct();
    if (!this.stream.isOperator('~')) return first;
    const items = [first];
    while (this.stream.skipOperator('~')) items.push(this.parseProduct());
    return { kind: 'concat', at: first.at, items };
  }

  private parseProduct(): Expr {
    let left = this.parsePower();
    for (;;) {
      const { current } = this.stream;
      if (current.kind !== 'operator') return left;
      if (current.value !== '*' && current.value !== '/' && current.value !== '//' && current.value !== '%')
        return left;
      left = this.binary(left, () => this.parsePower());
    }
  }

  // unlike Python's, Jinja's ** binds from the left and weaker than a sign
  private parsePower(): Expr {
    let left = this.parseUnary(true);
    while (this.stream.isOperator('**')) left = this.binary(left, () => this.parseUnary(true));
    return left;
  }

  private parseUnary(withFilter: boolean): Expr {
    const { stream } = this;
    let expr: Expr;
    if (stream.isOperator('-') || stream.isOperator('+')) {
      const { at, value } = stream.next();
      expr = this.nested(() => ({
        kind: value === '-' ? 'neg' : 'pos',
        at,
        operand: this.parseUnary(false),
      }));
    } else expr = this.parsePrimary();
    expr = this.parsePostfix(expr);
    return withFilter ? this.parseFilters(expr) : expr;
  }

  parsePrimary(): Expr {
    const { stream } = this;
    const token = stream.current;
    switch (token.kind) {
      case 'name':
        stream.next();
        return CONSTANTS.has(token.value)
          ? { kind: 'const', at: token.at, value: CONSTANTS.get(token.value) }
          : { kind: 'name', at: token.at, name: token.value };
      case 'string':
        return { kind: 'const', at: token.at, value: this.adjacentStrings() };
      case 'integer':
        stream.next();
        return { kind: 'const', at: token.at, value: integerOf(token.value) };
      case 'float':
        stream.next();
        return { kind: 'const', at: token.at, value: floatOf(token.value) };
      case 'operator':
        if (token.value === '(') return this.parseParentheses();
        if (token.value === '[') return this.parseList();
        if (token.value === '{') return this.parseDict();
        break;
      default:
        break;
    }
    return stream.fail(`unexpected '${describeToken(token)}'`);
  }

  private adjacentStrings(): string {
    let text = '';
    while (this.stream.current.kind === 'string') text += this.stream.next().value;
    return text;
  }

  private parseParentheses(): Expr {
    this.stream.next();
    const expr = this.parseTuple({ parenthesized: true });
    this.stream.expectOperator(')');
    return expr;
  }

  private parseList(): Expr {
    const { stream } = this;
    const { at } = stream.next();
    const items: Expr[] = [];
    while (!stream.isOperator(']')) {
      if (items.length > 0) stream.expectOperator(',');
      if (stream.isOperator(']')) break;
      items.push(this.parseExpression());
    }
    stream.expectOperator(']');
    return { kind: 'list', at, items };
  }

  private parseDict(): Expr {
    const { stream } = this;
    const { at } = stream.next();
    const pairs: [Expr, Expr][] = [];
    while (!stream.isOperator('}')) {
      if (pairs.length > 0) stream.expectOperator(',');
      if (stream.isOperator('}')) break;
      const key = this.parseExpression();
      stream.expectOperator(':');
      pairs.push([key, this.parseExpression()]);
    }
    stream.expectOperator('}');
    return { kind: 'dict', at, pairs };
  }

  private parsePostfix(start: Expr): Expr {
    let expr = start;
    for (;;) {
      if (this.stream.isOperator('.') || this.stream.isOperator('[')) expr = this.parseSubscript(expr);
      else if (this.stream.isOperator('(')) expr = this.parseCall(expr);
      else return expr;
    }
  }

  private parseFilters(start: Expr): Expr {
    let expr = start;
    for (;;) {
      if (this.stream.isOperator('|')) expr = this.parseFilter(expr);
      else if (this.stream.isName('is')) expr = this.parseTest(expr);
      else if (this.stream.isOperator('(')) expr = this.parseCall(expr);
      else return expr;
    }
  }

  private parseCall(callee: Expr): Expr {
    return { kind: 'call', at: callee.at, callee, ...parseArguments(this) };
  }

  private parseSubscript(target: Expr): Expr {
    const { stream } = this;
    if (stream.next().value === '[') return this.parseBrackets(target);
    const token = stream.next();
    if (token.kind === 'name') return { kind: 'getattr', at: target.at, target, name: token.value };
    if (token.kind !== 'integer') stream.fail('expected name or number', token.at);
    const key: Expr = { kind: 'const', at: token.at, value: integerOf(token.value) };
    return { kind: 'getitem', at: target.at, target, key };
  }

  private parseBrackets(target: Expr): Expr {
    const { stream } = this;
    const at = stream.current.at;
    const keys: Expr[] = [];
    while (!stream.isOperator(']')) {
      if (keys.length > 0) stream.expectOperator(',');
      keys.push(this.parseSubscribed());
    }
    stream.expectOperator(']');
    const key: Expr = keys.length === 1 ? keys[0]! : { kind: 'tuple', at, items: keys };
    return { kind: 'getitem', at: target.at, target, key };
  }

  private parseSubscribed(): Expr {
    const { stream } = this;
    const at = stream.current.at;
    let start: Expr | undefined;
    if (!stream.isOperator(':')) {
      start = this.parseExpression();
      if (!stream.isOperator(':')) return start;
    }
    stream.expectOperator(':');
    const stop = stream.isOperator(':') ? undefined : this.parseSliceEnd();
    const step = stream.skipOperator(':') ? this.parseSliceEnd() : undefined;
    return { kind: 'slice', at, start, stop, step };
  }

  private parseSliceEnd(): Expr | undefined {
    return this.stream.isOperator(']') || this.stream.isOperator(',') ? undefined : this.parseExpression();
  }

  /** One filter of a chain; `value` undefined at the head of a filter block. */
  parseFilter(value: Expr | undefined, atName = false): FilterNode {
    const { stream } = this;
    if (!atName) stream.next();
    const { at } = stream.current;
    const name = this.parseDottedName();
    const args = stream.isOperator('(') ? parseArguments(this) : NO_ARGUMENTS;
    return { kind: 'filter', at, name, value, ...args };
  }

  private parseDottedName(): string {
    let name = this.stream.expect('name').value;
    while (this.stream.skipOperator('.')) name += `.${this.stream.expect('name').value}`;
    return name;
  }

  private parseTest(value: Expr): Expr {
    const { stream } = this;
    stream.next();
    const negated = stream.skipName('not');
    const { at } = stream.current;
    const name = this.parseDottedName();
    const test: Expr = { kind: 'test', at, name, value, ...this.parseTestArguments() };
    return negated ? { kind: 'not', at, operand: test } : test;
  }

  private parseTestArguments(): Arguments {
    const { stream } = this;
    if (stream.isOperator('(')) return parseArguments(this);
    if (!this.startsTestArgument()) return NO_ARGUMENTS;
    if (stream.isName('is')) stream.fail('You cannot chain multiple tests with is');
    return { ...NO_ARGUMENTS, args: [this.parsePostfix(this.parsePrimary())] };
  }

  private startsTestArgument(): boolean {
    const { kind, value } = this.stream.current;
    if (kind === 'name') return value !== 'else' && value !== 'or' && value !== 'and';
    if (kind === 'operator') return value === '[' || value === '{';
    return kind === 'string' || kind === 'integer' || kind === 'float';
  }
}

function integerOf(text: string): number | bigint {
  const digits = text.replaceAll('_', '');
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

function floatOf(text: string): number | PyFloat {
  const number = Number(text.replaceAll('_', ''));
  return Number.isInteger(number) || !Number.isFinite(number) ? new PyFloat(number) : number;
}
