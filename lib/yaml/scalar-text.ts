import type { Scalar } from 'yaml';
import type { ScalarStyle } from './types.js';

/** How the scalar was written. */
export function styleOf(scalar: Scalar.Parsed): ScalarStyle {
  const style = styles[scalar.type ?? 'PLAIN'] ?? 'plain';
  return style === 'plain' && scalar.source === '' ? 'absent' : style;
}

const styles: Record<string, ScalarStyle> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** The text of the scalar; a block that ends with the file, without a line break, does not get one. */
export function textOfScalar(scalar: Scalar.Parsed, source: string): string {
  const value = String(scalar.value);
  const isBlock = scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
  const isCut = isBlock && scalar.range[1] === source.length && /\S[^\n]*$/.test(source);
  return isCut && value.endsWith('\n') ? value.slice(0, -1) : value;
}
