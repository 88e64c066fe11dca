import type { CompileOptions } from '../types.js';
import { tokenize } from './lexer.js';
import type { Stmt } from './nodes.js';
import type { SourceText } from './source-text.js';
import { StatementParser } from './statement-parser.js';
import { syntaxOf } from './syntax.js';
import { TokenStream } from './token-stream.js';

/** A template's text as statements. Throws JinjaError for mistakes in it. */
export function parseText(source: SourceText, options: CompileOptions): Stmt[] {
  const syntax = syntaxOf(options.delimiters, options.trimBlocks ?? false);
  const { lstripBlocks = false, newlineSequence = '\n' } = options;
  const tokens = tokenize(source, { syntax, lstripBlocks, newlineSequence });
  return new StatementParser(new TokenStream(tokens, source), options.environment.extensions).parseTemplate();
}
