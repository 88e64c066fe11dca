const PIECES = [
  ...[
    "'",
    '"',
    '\\',
    '`',
    '$',
    '$(touch /tmp/P)',
    '`id`',
    '${x}',
    '\n',
    '\t',
    ' ',
    '  ',
    ';',
    '&',
    '|',
    '>',
    '<',
    '*',
    '?',
    '[a]',
    '~',
    '~root',
    '#',
    '!',
    '%s',
    '%',
    '-rf',
    '--',
    '{}',
    '(',
    ')',
    '=',
  ],
  ...[
    'é',
    '日本',
    '😀',
    '\u0301',
    '\ufeff',
    '\u2028',
    '\udcff',
    '\udc80',
    '\udcfe\udc81',
    '\r',
    '\x07',
    '\x1b[2J',
    '\x7f',
    '\x01',
    '\x81',
    '\x88',
    'a',
    'Z',
    '0',
    'EOF',
    '{{ 1 }}',
  ],
];

/** Texts that are hard on quoting. Always the same ones: a failure can be seen again. */
export function randomTexts(count: number): string[] {
  let seed = 20240229;
  const next = (limit: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >>> 8) % limit;
  };
  const made = Array.from({ length: count - 4 }, () =>
    Array.from({ length: next(12) }, () => PIECES[next(PIECES.length)]!).join(''),
  );
  return [...made, '', '\n', '\n\n', 'x'.repeat(70_000)];
}
