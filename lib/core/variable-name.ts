/**
 * Whether a variable may be called so: letters, digits and _ of ASCII, no digit first, and no word of Python's grammar.
 * @example isVariableName('port') // true; '9p', 'my-port' and 'class' are none
 */
export const isVariableName = (name: unknown): boolean =>
  typeof name === 'string' && NAME.test(name) && !pythonKeywords.has(name);

/** What to say of a name that is none. */
export const variableNameHint = (name: string): string =>
  pythonKeywords.has(name)
    ? 'it is a word of Python, and so of templates'
    : 'letters, digits and _ only, not starting with a digit';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

// source: keyword.kwlist of Python 3.11
const pythonKeywords: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
