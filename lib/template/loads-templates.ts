/** Does it load other templates? Then it is compiled for the templar that says where those are. */
export const loadsTemplates = (text: string): boolean =>
  /\{%[-+]?\s*(?:include|import|from|extends)\b/.test(text);
