import type { Document, Node } from 'yaml';
import { isQuoted, isUnclosed, nodesOf } from './find-opening.js';
import type { Source } from './source.js';

/**
 * PyYAML lets lines inside quotes and brackets start anywhere; YAML 1.2, which our parser follows, wants them
 * indented. Gives the text with the first such lines behind `after` moved right, and where they open.
 */
export function indentContinuations(
  docs: readonly Document.Parsed[],
  source: Source,
  after: number,
): { source: Source; opening: number } | undefined {
  const nodes = docs.flatMap((doc) => [...nodesOf(doc.contents)]);
  const cut = nodes.filter((node) => node.range![0] > after && isCut(node, source.text));
  const opening = Math.min(...cut.map((node) => node.range![0]));
  const moved = cut.length > 0 ? indentFrom(opening, source) : undefined;
  return moved && { source: moved, opening };
}

function isCut(node: Node, text: string): boolean {
  const [start, end] = node.range!;
  return isQuoted(node) ? endOfQuote(text, start) !== end - 1 : isUnclosed(node, text);
}

function indentFrom(opening: number, source: Source): Source | undefined {
  const end = endOfToken(source.text, opening);
  if (end === undefined) return undefined;
  const first = source.at(opening).line + 1;
  const last = source.at(end).line;
  const column = opening - source.text.lastIndexOf('\n', opening - 1);
  return first <= last ? source.indentLines(first, last, column) : undefined;
}

/** Where the quoted text or the bracket that opens here ends. */
function endOfToken(text: string, start: number): number | undefined {
  return text[start] === '"' || text[start] === "'" ? endOfQuote(text, start) : endOfBracket(text, start);
}

function endOfQuote(text: string, start: number): number | undefined {
  const closing = text[start] === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^']|'')*'/y;
  closing.lastIndex = start;
  const found = closing.exec(text)?.[0];
  // a document ends even inside quotes
  if (found === undefined || /\n(?:---|\.\.\.)\s/.test(found)) return undefined;
  return start + found.length - 1;
}

function endOfBracket(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (/[[{]/.test(char)) depth++;
    else if (/[\]}]/.test(char) && --depth === 0) return at;
    else if (char === '#' && /\s/.test(text[at - 1]!)) at = lineEnd(text, at);
    else if (/["']/.test(char) && /[\s[{,:]/.test(text[at - 1]!)) {
      const end = endOfQuote(text, at);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
