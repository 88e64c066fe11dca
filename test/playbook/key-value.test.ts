import { expect } from 'chai';
import { parseKeyValue } from '../../lib/playbook/key-value.js';

const command = ['chdir', 'creates', 'removes', 'executable', 'stdin'];

// answers recorded from ansible-core 2.14.18
const cases: [
  text: string,
  rawOptions: string[] | undefined,
  options: Record<string, string>,
  raw: string,
][] = [
  ['src=a dest="b c" mode=0644', undefined, { src: 'a', dest: 'b c', mode: '0644' }, ''],
  [
    `echo 'a   b'   c    d "x y" chdir=/tmp   e=1 | cat -A`,
    command,
    { chdir: '/tmp' },
    `echo 'a   b'   c    d "x y" e=1 | cat -A`,
  ],
  ['echo a   b\n  echo c\nchdir=/tmp pwd\n', command, { chdir: '/tmp' }, 'echo a   b\n  echo c\npwd\n'],
  ['echo foo creates=/nonexistent/x bar\n', command, { creates: '/nonexistent/x' }, 'echo foo bar\n'],
  ['msg="a\\nb c\\\\d"', undefined, { msg: 'a\nb c\\d' }, ''],
  [`msg='it''s \\"x\\"'`, undefined, { msg: `it''s "x"` }, ''],
  ['msg={{ a b c }}x that={{ "}" }}', undefined, { msg: '{{ a b c }}x', that: '{{ "}" }}' }, ''],
  ['', undefined, {}, ''],
  [
    'echo a \\\n"multi  b" \\\n   "c" \\\n| cat\necho \'x \\\n  y\' c\\\nd\n',
    command,
    {},
    'echo a "multi  b"   "c" | cat\necho \'x \\\n  y\' c\\\nd\n',
  ],
  ['echo a \\ b \\\n', command, {}, 'echo a b'],
  ['echo "a"; \\\n\necho "b" \\\n', command, {}, 'echo "a";\necho "b"'],
];

describe('playbook: key=value text', () => {
  for (const [text, rawOptions, options, raw] of cases) {
    it(JSON.stringify(text), () => {
      const read = parseKeyValue(text, rawOptions);
      expect(Object.fromEntries(read.options)).to.deep.equal(options);
      expect(read.raw).to.equal(raw);
    });
  }

  it('refuses a quote that is not closed', () => {
    expect(() => parseKeyValue('msg="a b')).to.throw('unbalanced');
  });
});
