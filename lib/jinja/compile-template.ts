import { addBlocks } from './compile/compile-imports.js';
import { compileRoot } from './compile/compile-root.js';
import type { LoadedTemplate } from './compile/compiler.js';
import { JinjaError } from './jinja-error.js';
import { Sink } from './runtime/sink.js';
import { TemplateContext } from './runtime/template-context.js';
import type { CompiledTemplate, CompileOptions, Scope } from './types.js';

/** Compiles once; the result renders any number of times. Throws JinjaError for mistakes in the text. */
export function compileTemplate(source: string, options: CompileOptions): CompiledTemplate {
  const template = compileRoot(source, options);
  const { environment } = options;
  const parts = (scope: Scope): unknown[] => {
    const nodes: unknown[] = [];
    run(template, new TemplateContext(environment, scope, new Sink(nodes, true)));
    return nodes;
  };
  const render = (scope: Scope): string => {
    const sink = new Sink();
    run(template, new TemplateContext(environment, scope, sink));
    return sink.text;
  };
  return {
    file: template.file,
    render,
    parts,
    evaluate: (scope) =>
      environment.concat === undefined ? render(scope) : environment.concat(parts(scope)),
  };
}

function run(template: LoadedTemplate, context: TemplateContext): void {
  if (template.blocks.size > 0) addBlocks(context, template);
  try {
    template.run(context);
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      const at = { file: template.file, line: 1, column: 1 };
      throw new JinjaError('RecursionError', 'maximum recursion depth exceeded', at);
    }
    throw error;
  }
}
