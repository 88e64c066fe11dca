import { compilePythonRegex, type PythonRegexFlags } from '../jinja/index.js';

/** Flags of Python's `re`. */
export type RegExpFlags = PythonRegexFlags;

/** Python's regular expression as a RegExp. Raises Python's message for a broken one. */
export const pythonRegExp = compilePythonRegex;
