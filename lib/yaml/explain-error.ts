import type { YAMLError } from 'yaml';
import type { Problem } from '../core/problem.js';
import type { Source } from './source.js';

/** Says a syntax error in the words of somebody who writes playbooks. */
export function explainError(error: YAMLError, source: Source): Problem {
  const offset = Math.min(error.pos[0], source.text.length);
  const line = source.line(source.at(offset).line);
  const template = findBareTemplate(line);
  if (template !== undefined) {
    const lineStart = offset - (source.at(offset).column - 1);
    const message = 'a template at the start of a value must be quoted';
    return source.problem('unquoted-template', message, lineStart + template, quoteHint(line, template));
  }
  const [code, message, hint] = explanations[error.code]?.(line, error.message) ?? [
    'yaml-syntax',
    error.message,
  ];
  return source.problem(code, message, offset, hint);
}

type Explanation = readonly [code: string, message: string, hint?: string];

const explanations: Partial<Record<string, (line: string, message: string) => Explanation>> = {
  TAB_AS_INDENT: () => ['tab-indent', 'a tab cannot indent', 'use spaces'],
  BAD_INDENT: (_, message) => [
    'bad-indent',
    sentence(message),
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
      ? ['unclosed-quote', 'a quoted text has no closing quote', 'its opening quote is above']
      : explainMissing(line, message),
  UNEXPECTED_TOKEN: (line, message) =>
    /["'][^"']*["']\s*\S/.test(line) && /node end/.test(message)
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
  if (/map values/.test(message))
    return ['missing-colon', `expected 'key: value' but there is no ':' after the key`];
  const hint = /^\s+[\w.]+:/.test(line) ? 'check the indentation' : undefined;
  return hint
    ? ['bad-indent', 'this line does not line up with the list above', hint]
    : ['yaml-syntax', sentence(message)];
}

const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

// where `key: {{` or `- {{` opens a template without a quote
export function findBareTemplate(line: string): number | undefined {
  const found = /^(\s*(?:-\s+)*(?:[^\s'"#{][^'"#{]*:\s+)?)\{\{/.exec(line);
  return found?.[1] ? found[1].length : undefined;
}

function quoteHint(line: string, column: number): string {
  const value = line.slice(column).trimEnd();
  return value.includes('"') ? `write '${value}'` : `write "${value}"`;
}
