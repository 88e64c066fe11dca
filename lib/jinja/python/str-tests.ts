import type { Method } from './methods.js';

// V8 takes longer for the tables of such a pattern than for most files: it is made by who needs it
const every = (pattern: () => RegExp) => (self: string) => pattern().test(self);

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

// the CJK ideographs that are numbers
const IDEOGRAPHS =
  '\u3405\u3483\u382a\u3b4d\u4e00\u4e03\u4e07\u4e09\u4e5d\u4e8c\u4e94\u4e96\u4ebf-\u4ec0\u4edf\u4ee8\u4f0d\u4f70\u5104\u5146\u5169\u516b\u516d\u5341\u5343-\u5345\u534c\u53c1-\u53c4\u56db\u58f1\u58f9\u5e7a\u5efe-\u5eff\u5f0c-\u5f0e\u5f10\u62fe\u634c\u67d2\u6f06\u7396\u767e\u8086\u842c\u8cae\u8cb3\u8d30\u9621\u9646\u964c\u9678\u96f6';

/** isdigit, isupper and their kin. */
export const strTests: readonly (readonly [string, Method<string>])[] = [
  [
    'isdigit',
    every(
      () =>
        /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792]+$/u,
    ),
  ],
  ['isdecimal', every(() => /^\p{Nd}+$/u)],
  ['isnumeric', every(() => new RegExp(`^[\\p{N}${IDEOGRAPHS}]+$`, 'u'))],
  ['isalpha', every(() => /^\p{L}+$/u)],
  ['isalnum', every(() => /^[\p{L}\p{N}]+$/u)],
  ['isspace', every(() => /^[\s\x1c-\x1f\x85]+$/u)],
  ['isidentifier', every(() => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u)],
  ['isascii', every(() => /^[\x00-\x7f]*$/)],
  ['isprintable', every(() => /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]*$/u)],
  ['isupper', (self) => hasCase(self, (text) => text.toUpperCase())],
  ['islower', (self) => hasCase(self, (text) => text.toLowerCase())],
  ['istitle', isTitle],
];
