import type { Document, YAMLError } from 'yaml';
import type { Problem } from '../core/problem.js';
import { findOpening } from './find-opening.js';
import type { Source } from './source.js';

/** Says a syntax error in the words of somebody who writes playbooks. */
export function explainError(error: YAMLError, doc: Document.Parsed, source: Source): Problem {
  const offset = Math.min(error.pos[0], source.text.length);
  const at = source.at(offset);
  const line = source.line(at.line);
  const template = findBareTemplate(line);
  if (template !== undefined) {
    const message = 'a template at the start of a value must be quoted';
    return source.problem(
      'unquoted-template',
      message,
      offset - at.column + 1 + template,
      quoteHint(line, template),
    );
  }
  const [code, message, hint] = explanations[error.code]?.(line, error.message) ?? [
    'yaml-syntax',
    sentence(error.message),
  ];
  return source.problem(code, message, placeOf(code, error, doc, source), hint);
}

// the parser stops where it notices; the reader wants to see where it began
function placeOf(code: string, error: YAMLError, doc: Document.Parsed, source: Source): number {
  const offset = Math.min(error.pos[0], source.text.length);
  if (code === 'unclosed-quote') return findOpening(doc.contents, 'quote', source.text, offset) ?? offset;
  if (code === 'unclosed-bracket') return findOpening(doc.contents, 'bracket', source.text, offset) ?? offset;
  if (code !== 'bad-indent') return offset;
  const isAbove = error.code === 'BLOCK_AS_IMPLICIT_KEY' || error.code === 'MULTILINE_IMPLICIT_KEY';
  const from = isAbove ? source.text.indexOf('\n', offset) : offset;
  return from + (/^\s*(?=\S)/.exec(source.text.slice(from))?.[0].length ?? 0);
}

type Explanation = readonly [code: string, message: string, hint?: string];

const explanations: Partial<Record<string, (line: string, message: string) => Explanation>> = {
  TAB_AS_INDENT: () => ['tab-indent', 'a tab cannot indent', 'use spaces'],
  BAD_INDENT: (_, message) =>
    /^Flow/.test(message)
      ? ['unclosed-bracket', 'this bracket is not closed', 'close it; lines that go on must be indented']
      : [
          'bad-indent',
          'this line does not line up with those above',
          'lines of one mapping or list start at the same column',
        ],
  BLOCK_AS_IMPLICIT_KEY: explainColon,
  MULTILINE_IMPLICIT_KEY: () => [
    'bad-indent',
    'this line does not line up with the one above',
    'a key is on one line',
  ],
  BAD_SCALAR_START: (_, message) => ['bad-scalar', `text cannot start with ${message.at(-1)}`, 'quote it'],
  BAD_DQ_ESCAPE: (_, message) => ['bad-escape', sentence(message), 'write \\\\ or use single quotes'],
  BAD_ALIAS: () => ['bad-alias', 'an alias needs a name', 'quote text that starts with * or &'],
  MISSING_CHAR: (line, message) =>
    /quote/.test(message)
      ? ['unclosed-quote', 'this quote is not closed', 'close it; lines that go on must be indented']
      : explainMissing(line, message),
  UNEXPECTED_TOKEN: (line, message) =>
    /^ *\t/.test(line)
      ? ['tab-indent', 'a tab cannot indent', 'use spaces']
      : /["'][^"']*["']\s*\S/.test(line) && /node end/.test(message)
        ? ['text-after-quote', 'text follows a closing quote', 'quote the whole value']
        : ['yaml-syntax', sentence(message), 'check the indentation and the line above'],
};

// `msg: see: below` reads as a mapping inside a mapping
function explainColon(line: string): Explanation {
  return /:\s.*:(\s|$)/.test(line)
    ? ['colon-in-value', `a value may not contain ': '`, 'quote the value']
    : ['bad-indent', 'this line does not line up with the one above', 'check the indentation'];
}

function explainMissing(line: string, message: string): Explanation {
  if (/^Flow|end with a/.test(message)) return ['unclosed-bracket', 'this bracket is not closed', 'close it'];
  if (/map values/.test(message))
    return ['missing-colon', `expected 'key: value' but there is no ':' after the key`];
  const hint = /^\s+[\w.]+:/.test(line) ? 'check the indentation' : undefined;
  return hint
    ? ['bad-indent', 'this line does not line up with the list above', hint]
    : ['yaml-syntax', sentence(message)];
}

const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

// where `key: {{` or `- {{` opens a template without a quote
function findBareTemplate(line: string): number | undefined {
  const found = /^(\s*(?:-\s+)*(?:[^\s'"#{][^'"#{]*:\s+)?)\{\{/.exec(line);
  return found?.[1] ? found[1].length : undefined;
}

function quoteHint(line: string, column: number): string {
  const value = line.slice(column).trimEnd();
  return value.includes('"') ? `write '${value}'` : `write "${value}"`;
}
