import type { Stmt } from './nodes.js';
import type { StatementParser } from './statement-parser.js';

/** `{% block name scoped required %}…{% endblock name %}` */
export function parseBlock(parser: StatementParser, at: number): Stmt {
  const { stream } = parser;
  const name = stream.expect('name').value;
  const scoped = stream.skipName('scoped');
  const required = stream.skipName('required');
  if (stream.isOperator('-')) {
    stream.fail(
      'Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.',
    );
  }
  const body = parser.parseSuite(['endblock'], true);
  if (required && !isBlank(body)) stream.fail('Required blocks can only contain comments or whitespace');
  stream.skipName(name);
  return { kind: 'block', at, name, scoped, required, body };
}

function isBlank(body: readonly Stmt[]): boolean {
  return body.every(
    (statement) =>
      statement.kind === 'output' &&
      statement.nodes.every((node) => typeof node === 'string' && node.trim() === ''),
  );
}
