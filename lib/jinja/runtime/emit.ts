import { escapeHtml } from '../python/escape-html.js';
import { Markup } from '../python/py-object.js';
import { pyStr } from '../python/repr.js';
import type { Frame } from './frame.js';
import type { TemplateContext } from './template-context.js';

export function emitText(context: TemplateContext, text: string): void {
  const { sink } = context;
  if (sink.nodes === undefined) sink.text += text;
  else sink.push(sink.nodes, text);
}

/** Prints the value of a `{{ }}`. Where nodes become a value, as in Ansible, nothing is escaped. */
export function emitValue(context: TemplateContext, value: unknown): void {
  const { sink, environment } = context;
  const final = environment.finalize === undefined ? value : environment.finalize(value, context);
  if (sink.nodes !== undefined) sink.push(sink.nodes, final);
  else if (context.autoescape && environment.concat === undefined) sink.text += markupText(final);
  else sink.text += typeof final === 'string' ? final : pyStr(final);
}

const markupText = (value: unknown): string =>
  value instanceof Markup ? value.text : escapeHtml(pyStr(value));

/** What a piece of template prints, as one value: text, or what the environment makes of the nodes. */
export function capture(frame: Frame, run: (frame: Frame) => unknown): unknown {
  const { sink, environment, autoescape } = frame.context;
  const { text, nodes, isLive } = sink;
  sink.text = '';
  sink.isLive = false;
  sink.nodes = environment.concat === undefined ? undefined : [];
  try {
    run(frame);
    if (sink.nodes !== undefined) return environment.concat!(sink.nodes);
    return autoescape ? new Markup(sink.text) : sink.text;
  } finally {
    sink.text = text;
    sink.nodes = nodes;
    sink.isLive = isLive;
  }
}
