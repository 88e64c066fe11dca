import type { CompiledTemplate, CompileOptions } from './types.js';

/** Compiles once; the result renders any number of times. Throws JinjaError for mistakes in the text. */
export function compileTemplate(_source: string, _options: CompileOptions): CompiledTemplate {
  throw new Error('not yet');
}
