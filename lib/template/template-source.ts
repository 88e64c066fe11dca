import type { TemplateString } from '../core/value.js';
import { escapeBackslashes } from './escape-backslashes.js';
import { loadsTemplates } from './loads-templates.js';
import { isDumping } from './templar-scope.js';
import { trustLookupTerms } from './trust-lookup-terms.js';

/** What is known of a template's text before it is compiled. */
export interface Source {
  readonly text: string;
  readonly singleName: string | undefined;
  readonly includes: boolean;
  readonly dumps: boolean;
}

const sources = new WeakMap<TemplateString, Source>();

/** Looked at once for each text of a user's file. */
export function sourceOf(template: TemplateString, escaped: boolean): Source {
  if (!escaped) return makeSource(template.text, false);
  let source = sources.get(template);
  if (!source) sources.set(template, (source = makeSource(template.text, true)));
  return source;
}

function makeSource(text: string, escaped: boolean): Source {
  const terms = trustLookupTerms(text);
  return {
    text: escaped ? escapeBackslashes(terms) : terms,
    singleName: /^\{\{\s*(\w+)\s*\}\}\n?$/.exec(text)?.[1],
    includes: loadsTemplates(text),
    dumps: isDumping(text),
  };
}
