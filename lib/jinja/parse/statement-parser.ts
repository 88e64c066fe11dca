import type { Extension } from '../environment.js';
import { ExpressionParser } from './expression-parser.js';
import type { Expr, MacroNode, NameNode, Signature, Stmt } from './nodes.js';
import { parseAssignTarget, parseNameTarget } from './parse-assign-target.js';
import { parseBlock } from './parse-block.js';
import { parseFilter } from './parse-filter.js';
import { parseExtends, parseFromImport, parseImport, parseInclude } from './parse-imports.js';
import { SuiteStack } from './suite-stack.js';
import type { TokenStream } from './token-stream.js';

type ParseTag = (parser: StatementParser, at: number) => Stmt;

/** Nesting of tags beyond this is refused. */
const MAX_DEPTH = 150;

/** Jinja's statements. What stands between tags becomes `output`. */
export class StatementParser {
  readonly expressions: ExpressionParser;
  readonly stack: SuiteStack;

  constructor(
    readonly stream: TokenStream,
    private readonly extensions: ReadonlySet<Extension>,
  ) {
    this.expressions = new ExpressionParser(stream);
    this.stack = new SuiteStack(stream);
  }

  parseTemplate(): Stmt[] {
    return this.parseBody([]);
  }

  /** Statements up to one of the end tags, whose name is left in view (or taken with `drop`). */
  parseSuite(endTags: readonly string[], drop = false): Stmt[] {
    const { stream } = this;
    stream.skipOperator(':');
    stream.expect('block_end');
    this.stack.enterSuite(endTags);
    const body = this.parseBody(endTags);
    this.stack.leaveSuite();
    if (stream.current.kind === 'eof') {
      this.stack.failAtEnd(endTags);
    }
    if (drop) stream.next();
    return body;
  }

  private parseBody(endTags: readonly string[]): Stmt[] {
    const { stream } = this;
    const body: Stmt[] = [];
    let nodes: (string | Expr)[] = [];
    let at = stream.current.at;
    const flush = (): void => {
      if (nodes.length > 0) body.push({ kind: 'output', at, nodes });
      nodes = [];
    };
    for (;;) {
      const token = stream.current;
      if (nodes.length === 0) at = token.at;
      if (token.kind === 'eof') break;
      stream.next();
      if (token.kind === 'data') nodes.push(token.value);
      else if (token.kind === 'variable_begin') {
        nodes.push(this.expressions.parseTuple());
        stream.expect('variable_end');
      } else {
        flush();
        if (stream.current.kind === 'name' && endTags.includes(stream.current.value)) return body;
        body.push(this.parseStatement());
        stream.expect('block_end');
      }
    }
    flush();
    return body;
  }

  private parseStatement(): Stmt {
    const { stream } = this;
    const token = stream.current;
    if (token.kind !== 'name') stream.fail('tag name expected');
    if (this.stack.depth >= MAX_DEPTH) stream.fail('the tags are nested too deeply');
    const parse = TAGS.get(token.value);
    if (parse === undefined || !this.isEnabled(token.value)) this.stack.failUnknownTag(token);
    stream.next();
    this.stack.enterTag(token.value);
    const statement = parse(this, token.at);
    this.stack.leaveTag();
    return statement;
  }

  private isEnabled(tag: string): boolean {
    if (tag === 'do') return this.extensions.has('do');
    return tag === 'break' || tag === 'continue' ? this.extensions.has('loopcontrols') : true;
  }

  parseSignature(): Signature {
    const { stream } = this;
    const params: NameNode[] = [];
    const defaults: Expr[] = [];
    stream.expectOperator('(');
    while (!stream.isOperator(')')) {
      if (params.length > 0) stream.expectOperator(',');
      params.push(parseNameTarget(stream));
      if (stream.skipOperator('=')) defaults.push(this.expressions.parseExpression());
      else if (defaults.length > 0) stream.fail('non-default argument follows default argument');
    }
    stream.expectOperator(')');
    return { params, defaults };
  }
}

function parseFor(parser: StatementParser, at: number): Stmt {
  const { stream, expressions } = parser;
  const target = parseAssignTarget(parser, []);
  stream.expectName('in');
  const iter = expressions.parseTuple({ conditional: false, endNames: ['recursive'] });
  const test = stream.skipName('if') ? expressions.parseExpression() : undefined;
  const recursive = stream.skipName('recursive');
  const body = parser.parseSuite(['endfor', 'else']);
  const otherwise = stream.next().value === 'endfor' ? [] : parser.parseSuite(['endfor'], true);
  return { kind: 'for', at, target, iter, test, recursive, body, otherwise };
}

function parseIf(parser: StatementParser, at: number): Stmt {
  const { stream, expressions } = parser;
  const branches: { test: Expr; body: Stmt[] }[] = [];
  for (;;) {
    const test = expressions.parseTuple({ conditional: false });
    branches.push({ test, body: parser.parseSuite(['elif', 'else', 'endif']) });
    const tag = stream.next().value;
    if (tag === 'elif') continue;
    return { kind: 'if', at, branches, otherwise: tag === 'else' ? parser.parseSuite(['endif'], true) : [] };
  }
}

function parseWith(parser: StatementParser, at: number): Stmt {
  const { stream, expressions } = parser;
  const pairs: [ReturnType<typeof parseAssignTarget>, Expr][] = [];
  while (stream.current.kind !== 'block_end') {
    if (pairs.length > 0) stream.expectOperator(',');
    const target = parseAssignTarget(parser, []);
    stream.expectOperator('=');
    pairs.push([target, expressions.parseExpression()]);
  }
  return { kind: 'with', at, pairs, body: parser.parseSuite(['endwith'], true) };
}

function parseSet(parser: StatementParser, at: number): Stmt {
  const { stream, expressions } = parser;
  const target = parseAssignTarget(parser, [], true);
  if (stream.skipOperator('=')) return { kind: 'set', at, target, value: expressions.parseTuple() };
  let filter = undefined;
  while (stream.isOperator('|')) filter = parseFilter(expressions, filter);
  return { kind: 'setblock', at, target, filter, body: parser.parseSuite(['endset'], true) };
}

function parsePrint(parser: StatementParser, at: number): Stmt {
  const nodes: Expr[] = [];
  while (parser.stream.current.kind !== 'block_end') {
    if (nodes.length > 0) parser.stream.expectOperator(',');
    nodes.push(parser.expressions.parseExpression());
  }
  return { kind: 'output', at, nodes };
}

function parseMacro(parser: StatementParser, at: number): MacroNode {
  const { name } = parseNameTarget(parser.stream);
  const signature = parser.parseSignature();
  return { kind: 'macro', at, name, signature, body: parser.parseSuite(['endmacro'], true) };
}

function parseCallBlock(parser: StatementParser, at: number): Stmt {
  const { stream } = parser;
  const signature = stream.isOperator('(') ? parser.parseSignature() : { params: [], defaults: [] };
  const call = parser.expressions.parseExpression();
  if (call.kind !== 'call') return stream.fail('expected call', at);
  return { kind: 'callblock', at, call, signature, body: parser.parseSuite(['endcall'], true) };
}

function parseFilterBlock(parser: StatementParser, at: number): Stmt {
  let filter = parseFilter(parser.expressions, undefined, true);
  while (parser.stream.isOperator('|')) filter = parseFilter(parser.expressions, filter);
  return { kind: 'filterblock', at, filter, body: parser.parseSuite(['endfilter'], true) };
}

function parseAutoescape(parser: StatementParser, at: number): Stmt {
  const value = parser.expressions.parseExpression();
  return { kind: 'autoescape', at, value, body: parser.parseSuite(['endautoescape'], true) };
}

const TAGS: ReadonlyMap<string, ParseTag> = new Map<string, ParseTag>([
  ['for', parseFor],
  ['if', parseIf],
  ['set', parseSet],
  ['with', parseWith],
  ['print', parsePrint],
  ['macro', parseMacro],
  ['call', parseCallBlock],
  ['filter', parseFilterBlock],
  ['block', parseBlock],
  ['extends', parseExtends],
  ['include', parseInclude],
  ['import', parseImport],
  ['from', parseFromImport],
  ['autoescape', parseAutoescape],
  ['do', (parser, at): Stmt => ({ kind: 'do', at, value: parser.expressions.parseTuple() })],
  ['break', (_parser, at): Stmt => ({ kind: 'break', at })],
  ['continue', (_parser, at): Stmt => ({ kind: 'continue', at })],
]);
