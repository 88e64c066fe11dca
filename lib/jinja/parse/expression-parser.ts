import type { BinaryOperator, CompareOperator, Expr } from './nodes.js';
import { parseArguments } from './parse-arguments.js';
import { parseFilter, parseTest } from './parse-filter.js';
import { parsePrimary } from './parse-primary.js';
import { parseSubscript } from './parse-subscript.js';
import { describeToken } from './token.js';
import type { TokenStream } from './token-stream.js';

/** Nesting beyond this is refused, so that no text can exhaust the stack. */
const MAX_DEPTH = 400;

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
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
    if (options.simplified) return parsePrimary(this);
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
    } else expr = parsePrimary(this);
    expr = this.parsePostfix(expr);
    return withFilter ? this.parseFilters(expr) : expr;
  }

  parsePostfix(start: Expr): Expr {
    let expr = start;
    for (;;) {
      if (this.stream.isOperator('.') || this.stream.isOperator('[')) expr = parseSubscript(this, expr);
      else if (this.stream.isOperator('(')) expr = this.parseCall(expr);
      else return expr;
    }
  }

  private parseFilters(start: Expr): Expr {
    let expr = start;
    for (;;) {
      if (this.stream.isOperator('|')) expr = parseFilter(this, expr);
      else if (this.stream.isName('is')) expr = parseTest(this, expr);
      else if (this.stream.isOperator('(')) expr = this.parseCall(expr);
      else return expr;
    }
  }

  private parseCall(callee: Expr): Expr {
    return { kind: 'call', at: callee.at, callee, ...parseArguments(this) };
  }
}
