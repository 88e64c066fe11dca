import type { NeededName } from '../jinja/index.js';

const tag = /<%(?<mark>[_=#%-]?)(?<code>[^]*?)(?:[_-]?%>)/g;
const plainName = /^\s*([A-Za-z_][\w]*)(?:\.[A-Za-z_]\w*|\[\d+\])*\s*$/;

/**
 * The variables that an EJS template prints whatever happens: `<%= name %>`, outside of all braces. Code that is not
 * plainly statements and blocks may do anything, so that nothing is known of such a file.
 */
export function ejsNames(path: string, text: string): readonly NeededName[] {
  const found: NeededName[] = [];
  let depth = 0;
  for (const { index, groups } of text.matchAll(tag)) {
    const { mark = '', code = '' } = groups ?? {};
    if (mark === '#' || mark === '%') continue;
    if (mark === '=' || mark === '-') {
      const name = plainName.exec(code)?.[1];
      if (name !== undefined && depth === 0) found.push({ name, at: placeOf(path, text, index, name) });
    } else {
      if (!/[{};]\s*$/.test(code) || /["'`/\\]|\b(?:var|let|const|function|class|return)\b/.test(code))
        return [];
      depth += [...code].reduce((sum, c) => sum + ('{(['.includes(c) ? 1 : '})]'.includes(c) ? -1 : 0), 0);
    }
  }
  return depth === 0 ? found.filter(({ name }) => !(name in globalThis) && !own.has(name)) : [];
}

/** Names that EJS and our rendering bring. */
const own = new Set([
  'filters',
  'locals',
  'include',
  'escapeFn',
  'rethrow',
  'undefined',
  'null',
  'true',
  'false',
  'this',
]);

function placeOf(file: string, text: string, from: number, name: string): NeededName['at'] {
  const offset = text.indexOf(name, from);
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}
