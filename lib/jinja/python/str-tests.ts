import type { Method } from './methods.js';

const every = (pattern: RegExp) => (self: string) => pattern.test(self);

// at least one cased letter, and none of the other case
const hasCase = (self: string, same: (text: string) => string): boolean =>
  self.toLowerCase() !== self.toUpperCase() && same(self) === self;

function isTitle(self: string): boolean {
  let [inWord, found] = [false, false];
  for (const char of self) {
    const [upper, lower] = [char !== char.toLowerCase(), char !== char.toUpperCase()];
    if ((upper && inWord) || (lower && !upper && !inWord)) return false;
    inWord = upper || lower;
    found ||= inWord;
  }
  return found;
}

/** isdigit, isupper and their kin. */
export const strTests: readonly (readonly [string, Method<string>])[] = [
  ['isdigit', every(/^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2089]+$/u)],
  ['isdecimal', every(/^\p{Nd}+$/u)],
  ['isnumeric', every(/^\p{N}+$/u)],
  ['isalpha', every(/^\p{L}+$/u)],
  ['isalnum', every(/^[\p{L}\p{N}]+$/u)],
  ['isspace', every(/^[\s\x1c-\x1f\x85]+$/u)],
  ['isidentifier', every(/^[\p{ID_Start}_][\p{ID_Continue}]*$/u)],
  ['isascii', every(/^[\x00-\x7f]*$/)],
  ['isprintable', every(/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]*$/u)],
  ['isupper', (self) => hasCase(self, (text) => text.toUpperCase())],
  ['islower', (self) => hasCase(self, (text) => text.toLowerCase())],
  ['istitle', isTitle],
];
