import type { NameNode, Stmt } from './nodes.js';
import { parseNameTarget } from './parse-assign-target.js';
import type { StatementParser } from './statement-parser.js';
import type { TokenStream } from './token-stream.js';

export function parseExtends(parser: StatementParser, at: number): Stmt {
  return { kind: 'extends', at, template: parser.expressions.parseExpression() };
}

export function parseInclude(parser: StatementParser, at: number): Stmt {
  const { stream } = parser;
  const template = parser.expressions.parseExpression();
  const ignoreMissing =
    stream.isName('ignore') && stream.look().kind === 'name' && stream.look().value === 'missing';
  if (ignoreMissing) {
    stream.next();
    stream.next();
  }
  return { kind: 'include', at, template, ignoreMissing, withContext: parseContext(stream) ?? true };
}

export function parseImport(parser: StatementParser, at: number): Stmt {
  const { stream } = parser;
  const template = parser.expressions.parseExpression();
  stream.expectName('as');
  const target = parseNameTarget(stream);
  return { kind: 'import', at, template, target, withContext: parseContext(stream) ?? false };
}

export function parseFromImport(parser: StatementParser, at: number): Stmt {
  const { stream } = parser;
  const template = parser.expressions.parseExpression();
  stream.expectName('import');
  const names: [string, NameNode][] = [];
  let withContext: boolean | undefined;
  for (;;) {
    if (names.length > 0) stream.expectOperator(',');
    if (stream.current.kind !== 'name') stream.expect('name');
    withContext = parseContext(stream);
    if (withContext !== undefined) break;
    names.push(parseImportedName(stream));
    withContext = parseContext(stream);
    if (withContext !== undefined || !stream.isOperator(',')) break;
  }
  return { kind: 'fromimport', at, template, names, withContext: withContext ?? false };
}

function parseImportedName(stream: TokenStream): [string, NameNode] {
  const name = parseNameTarget(stream);
  if (name.name.startsWith('_')) {
    stream.fail('names starting with an underline can not be imported', name.at, 'TemplateAssertionError');
  }
  return [name.name, stream.skipName('as') ? parseNameTarget(stream) : name];
}

function parseContext(stream: TokenStream): boolean | undefined {
  const isContext = stream.look().kind === 'name' && stream.look().value === 'context';
  if (!isContext || !(stream.isName('with') || stream.isName('without'))) return undefined;
  const { value } = stream.next();
  stream.next();
  return value === 'with';
}
