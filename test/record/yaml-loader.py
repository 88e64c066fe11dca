#!/usr/bin/python3
"""Records how Ansible's YAML loader reads scalars and documents.

    /usr/bin/python3 test/record/yaml-loader.py

writes test/fixtures/yaml/{scalars,documents}.json: [text, value] pairs, values in a typed notation.
"""
import base64, datetime, itertools, json, os, warnings
from ansible.parsing.yaml.loader import AnsibleLoader
from ansible.utils.unsafe_proxy import AnsibleUnsafe

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'yaml')


def encode(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, AnsibleUnsafe) and isinstance(value, str):
        return {'unsafe': str(value)}
    if isinstance(value, int):
        return {'int': str(value)}
    if isinstance(value, float):
        return {'float': repr(value)}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return {'bytes': base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return {'datetime': str(value)}
    if isinstance(value, datetime.date):
        return {'date': str(value)}
    if isinstance(value, tuple):
        return {'tuple': [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {'dict': [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, (set, frozenset)):
        return {'set': sorted((encode(item) for item in value), key=str)}
    raise TypeError(type(value))


def read(text):
    try:
        return encode(AnsibleLoader(text.encode('utf-8', 'surrogatepass'), 'f.yml').get_single_data())
    except Exception as error:
        return {'error': type(error).__name__}


def scalars():
    words = ['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'none', 'nan', 'inf', 'infinity', 'undefined']
    for word in words:
        yield from (word, word.upper(), word.title(), word.swapcase(), word + 's', ' ' + word)
    yield from ['tRUE', 'yEs', '~', '~x', '', '-', '+', '.', '..', '...x', '=', '==', '<<', '<', '_', '__', ':', '::', '?', '!', '%x', '@x', '`x', '&', '*', '|', '>', ',', ',a', '-a', '- a', '?a', ':a', 'a:', 'a:b', 'a: b', 'a #b', 'a#b', '#a', 'a\tb', 'a \tb', '{', '}', '[', ']', '{}', '[]', 'a{b}', 'a[b]', "it's", "'", '"', 'a"b', "''", '""', "'a''b'", '"a\\"b"']
    digits = ['0', '1', '7', '8', '9', '00', '01', '07', '08', '09', '10', '0644', '0899', '644', '1_000', '_1', '1_', '1__0', '0_7', '0x1f', '0X1F', '0xfg', '0x_1', '0x', '0o17', '0O17', '0b101', '0B1', '0b12', '0b_1', '123456789012345678901234567890', '9007199254740991', '9007199254740993', '0777777777777777777777777', '12:34', '12:34:56', '1:2', '1:60', '0:1', '01:02', '12:5:9', '190:20:30', '-12:34', '12:34:56.7', '1:2.', '1:', '1:2:', '22:22', '60:60', '1:59', '12:345']
    for digit in digits:
        yield from (digit, '-' + digit, '+' + digit, digit + ' ', "'" + digit + "'", '"' + digit + '"')
    floats = ['1.', '.1', '1.0', '0.', '.0', '1.5', '1_0.5', '1.5_5', '.5_5', '._5', '1e3', '1E3', '1.0e3', '1.0e+3', '1.0e-3', '1.e+3', '.5e+3', '.5e3', '1e+3', '1.0E+3', '1.5e+300', '1.5e+400', '1.10', '1.2.3', '0x1.8', '01.5', '00.5', '.inf', '.Inf', '.INF', '.iNF', '.nan', '.NaN', '.NAN', '.Nan', '1.0f', '3.0', '100000000000000000000.0', '1.7976931348623157e+308', '5e-324', '1.0e+22', '123456789.123456789']
    for number in floats:
        yield from (number, '-' + number, '+' + number, "'" + number + "'")
    yield from ['2024-01-01', '2024-1-1', '2024-13-45', '2024-02-29', '2023-02-29', '0001-01-01', '0000-01-01', '2024-01', '20240101', '24-01-01', '2024-01-01T00:00:00Z', '2024-01-01t1:02:03', '2024-01-01 12:34:56', '2024-01-01  12:34:56', '2024-01-01\t12:34:56', '2024-01-01 12:34', '2024-01-01 25:00:00', '2024-01-01 12:60:00', '2024-01-01 12:34:56.7', '2024-01-01 12:34:56.123456789', '2024-01-01 12:34:56.', '2024-01-01 12:34:56 Z', '2024-01-01 12:34:56 +1', '2024-01-01 12:34:56 +01:30', '2024-01-01 12:34:56-0500', '2024-01-01 12:34:56 -05:00', '2024-1-1 1:02:03', '2024-01-01 12:34:56 +00:00', '2024-01-01 12:34:56 -00:00', '2024-01-01T12:34:56.000Z', '2024-01-01T12:34:56+2', "'2024-01-01'", '2024-01-01x', '1999-12-31 23:59:60', '2024-01-01 12:34:56 z']
    tags = ['!!str', '!!int', '!!float', '!!bool', '!!null', '!!timestamp', '!!binary', '!unsafe', '!', '!foo', '!!python/unicode', '!!python/str', '!!python/object:os.system', '!!merge', '!!map', '!!seq', '!!set', '!<tag:yaml.org,2002:int>', '!!value']
    values = ['', '1', "'1'", 'yes', '0644', '1.5', '2024-01-01', 'aGVsbG8=', 'text', '[1]', '{a: 1}', '12:34', '"x y"', '1e3', 'null', '.inf']
    for tag, value in itertools.product(tags, values):
        yield tag + ' ' + value
    yield from ['192.168.1.1', '10.0.0.0/8', 'fe80::1', '::1', '00:16:3e:00:00:01', '1.2.3', 'v1.0', '1.0-2', '5m', '10%', '10 %', '1,000', '1 000', '$1', 'http://x:80/y?z#f', 'C:\\x', '/etc/x', '~/x', '~root', '-rf', '--help', '!important x', 'a\\nb', '"a\\nb"', "'a\\nb'", '"\\x41\\u00e9\\U0001F600"', '"\\q"', '"\\/"', '"a\\\n  b"', '"a\n  b"', "'a\n\n  b'", 'a\n  b\n\n  c', '"\\ud83d\\ude00"', '"\\e\\0\\a\\b\\v\\f\\r\\t\\N\\_\\L\\P\\ "', '"\u00e9\u2028x"', 'h\u00e9llo', '\u65e5\u672c', '\U0001F600', '\x00', '\x07', '\x7f', '\x85', '\ufeff', 'a\ufeffb', '\ufffe', '\u00a0', '\u2028', 'x\u2028y']


DOCUMENTS = r'''
|a: 1
b: 2
|a:
  b: 1
  c:
  - 1
  -
  - x: 1
    y: 2
|a: 1
a: 2
|1: a
1.0: b
true: c
|b: &b {x: 1, y: 2}
c:
  <<: *b
  y: 3
  z: 4
|a: &a {x: 1, y: 2}
b: &b {x: 3, z: 4}
c:
  q: 1
  <<: [*a, *b]
|c:
  q: 1
  <<: {x: 1}
  <<: {x: 2, y: 3}
|c:
  <<: 1
|c:
  <<: [1]
|c:
  "<<": {x: 1}
|c:
  <<:
|a: &x [1, 2]
b: *x
c: [*x, *x]
|a: *nope
|a: &a [*a]
|a: &a 1
b: &a 2
c: *a
|!!set {x, y, 1}
|!!set [x]
|!!omap [a: 1, b: 2]
|!!omap {a: 1}
|!!pairs [a: 1, a: 2]
|--- a
|--- a
--- b
|--- a
...
|...
|---
|# only a comment
|a: b # comment
c: 'd' # comment
|# c
a:
  # c
  - 1
# c
  - 2
|%YAML 1.1
---
a: yes
|%YAML 1.2
---
a: yes
|%TAG ! tag:yaml.org,2002:
---
a: !str 1
|a: |
  x
   y

  z
b: 1
|a: |-
  x

|a: |+
  x


b: 1
|a: >
  x
  y

  z
   w
  v
|a: >-
  x
  y
|a: >+
  x

|a: |2
    x
   y
|a: |
  x
 y
|a: |

  x
|a: |
    x
   y
|a: >
   - debug: msg
     x
|a: | # comment
  x # not comment
|a: |x
  y
|a: >2-
   x
|a:
- 1
- 2
b: 3
|a:
 - 1
  - 2
|- a
- - b
  - c
-
  d
|- a
b: 1
|a: 1
- b
|a: 1
 b: 2
|  a: 1
  b: 2
|  a: 1
b: 2
|a: b: c
|a: 'b': c
|a: b:c
|a: b :c
|a : b
|"a": b
|'a b': c
|"a":b
|? a
: b
|? [a]
: b
|? {a: 1}
: b
|? a
? b
|{a, b: 1, c: }
|{a: 1, b}
|{a:1}
|{"a":1}
|{'a':1, 'b': 2}
|{a: 1,}
|{a: 1,,}
|[a,]
|[a,,b]
|[,]
|[a b, c: d]
|[a: 1, b]
|[? a : b]
|[a, [b, {c: d}]]
|[http://x, a:b]
|[a#b, c]
|{a: {b: {c: [1, 2]}}}
|{a: b
, c: d}
|a: [1,
  2,
    3]
|a: [1,
2]
|a: {b: 1
}
|a: [1, 2
b: 3
|a: {{ foo }}
|a: {{ foo }}/x
|a: "{{ foo }}"
|a: '{{ foo }}' x
|a: x {{ foo }}
|- {{ foo }}
|a: {{{ foo }}}
|{{ foo }}: 1
|a: @x
|a: `x
|a: %x
|a: !x
|a: &x
|a: *
|a: ! x
|a: - x
|a: ? x
|a: -x
|a: ?x
|a: :x
|a: |
|a: ""
b: ''
|a: "x
|a: 'x
|a: "x" y
|a: "x"y
|a: "x"#y
|a: 'x' #y
|a: "\q"
|a: "x
  y

  z"
|a: "x \
  y"
|a: "x
y"
|a: 'x
y'
|a: x
  y
b: z
|a: x
y
|a:
  x
  y
|a
b
|a:	b
|a:	- b
|	a: b
|a:
	b
|a:
	b: c
|a:
  b:	c
  d: 	e
|- 	a
|-	a
|-	- a
|a: 1	
b: 2
|a: [	1,	2	]
|a: {	b:	1	}
|a: 1 	# c
|a: x	y
|a: |
  	x
|a: |
	x
|a: "	x"
|a:
  - b
	- c
|? a
|? |
  x
: y
|: a
|-
|- 
-
|a:
b:
|null: 1
~: 2
|yes: 1
on: 2
0644: 3
1.5: 4
2024-01-01: 5
|!!str 1: a
|a: !!str
b: !!str ''
|a: !!int '0x1f'
|a: !unsafe [x, {y: '{{ z }}'}]
|a: !unsafe {b: 1}
|!unsafe a: 1
|a: !!binary |
  aGVs
  bG8=
|a: !!python/dict {b: 1}
|a: !!python/tuple [1]
|a: !vault x y
|&a a: 1
|&a : 1
|a: &b
c: *b
|*a : 1
|&x a: 1
*x : 2
|a: &x !!str 1
b: !!str &y 2
|a: !!str &y
|- &x 1
- *x
|--- |
  x
|--- {a: 1}
|--- - a
|---
a: 1
---
|a: 1
...
b: 2
|a: "\
  x"
|hosts: all
tasks:
  - name: x
    shell: >
      a b
      c
    args: {chdir: /}
  - debug: msg="a b" x=1
    when: a == "b"
  - name: "quoted": no
|when: a == "b" and c: d
|msg: "a" + "b"
|msg: 'a' if x else 'b'
|msg: it's a: b
|path: C:\x: y
|time: 12:30:45
mac: 00:16:3e:00:00:01
ver: 1.10
oct: 010
mode: 0o644
big: 1_000_000
|a: [on, off, yes, ~, 010, 1e3]
|{a: 1, a: 2}
|a: b,c
d: [b,c]
|a: b]
|a: [b}]
|[a
|{a
|]
|}
|a: {b: [c}
|a: x: 
|a: x:
|a:b
|a:b: c
|a::b
|:a
|a: #b
|a: b#c
|a: 'b'# c
|x: - - 1
|- - - 1
|- a: 1
  b: 2
-   c: 3
    d: 4
|- a: 1
   b: 2
|a:
    b: 1
  c: 2
|a:
  - b: 1
   c: 2
|"a: b
c: d
|- hosts: x
  tasks:
   - debug:
      msg: hi
    when: x
|a: !!timestamp 2024-01-01
b: !!bool 'yes'
c: !!null x
|a: "x\ty\u263a"
|"\u0061": 1
|a: {b: "c":d}
|{a: b, ? c : d, ? e}
|[? a, b]
|{? a}
|{a : b , c : d}
|{ "a" : b }
|{a: -1, b: - 1}
|[-1, - 1]
|[-]
|[-, a]
|[a -, b]
|a: [ "x" , 'y' ]
|a: ["x": 1]
|a: [x
  y, z]
|[a, #c
b]
|{a: 1 #c
}
|{a: 1#c
}
|a: '#b'
|[':']
|[a:]
|[a: , b]
|{a:}
|{a:,b}
|{a::b}
|{:a}
|{a: :b}
|{a: b:c}
|{url: http://x:80/, b: 1}
|[*a]
|[&a x, *a]
|{&a x: *a}
|[&a , *a]
|{*a : 1}
|{x: &a 1, y: *a}
|a: >

  x

   y

  z

b: 1
|a: >

|a: |+

|a: |-

b: 1
|a: >
  x

    y

  z
|a: >
  * x
  * y

    z
  w
|a:    |
  x
|a: |1
 x
|a: |9
 x
|a: |0
 x
|a: |-1
  x
|a: |1-
  x
|- |
 x
- >
 y
|-  |
  x
|a: |
 x
b: |
  y
|a:
  |
  x
|a:
 >
 x
'''

EXTRA = ['', ' ', '\n', '\t', '\ufeffa: 1\n', 'a: 1\r\nb:\r\n  - 2\r\n', 'a: |\r\n  x\r\n  y\r\n', 'a: 1\rb: 2\r', 'a: "x\r\n  y"\r\n', 'a: x\u2028b: 2', 'a: x\u0085b: 2\u0085', 'a: 1\n\x00', 'a: \x07', 'a: \x1b[0m', 'a: 1\n\n\n', 'a: |\n  x', 'a: |\n  x\n  ', 'a: |\n  x\n \n', 'a: |\n  x\n    \n', 'a: >\n  x\n    \n  y\n', 'a:   \n  b: 1   \n', 'a: x   \n', 'a: "x   "   \n', 'a: x \n  y \n', '- a \n-  b\n', 'a: "x \n  y"', "a: 'x  \n\n  y'", 'a: x\n\n\n  y\n', 'a: ' + '[' * 40 + ']' * 40, 'a' * 1023 + ': 1', 'a' * 1024 + ': 1', 'a' * 1025 + ': 1', '"' + 'a' * 1100 + '": 1', '? ' + 'a' * 1100 + '\n: 1', '{' + 'a' * 1100 + ': 1}', '{"a": 1e3, "b": 1.0E5, "c": [true, false, null]}', '{"a": "\\/\\u0041"}', '{\n\t"a": 1,\n\t"b": [\n\t\t1\n\t]\n}', 'a:\n  b: 1\n \n  c: 2\n', 'a:\n\n  b: 1\n\t\n  c: 2\n', 'a: 1\n \t\nb: 2\n', 'a: 1\n\t# c\nb: 2\n', '\t# c\na: 1\n', ' # c\na: 1\n', 'a:\n\t# c\n  b: 1\n', '--- # c\na: 1\n', '---a', '---\ta: 1', '... # c', 'a: 1\n... x', 'a: |\n  ---\n---\n', 'a: "\n---\n"', 'a: x\n  ---\n', 'a: x\n  # c\n  y\n', 'a: x # c\n  y\n', 'a:\n  x # c\n  y\n']


def write(name, texts):
    pairs = []
    for text in dict.fromkeys(texts):
        pairs.append([text, read(text)])
    os.makedirs(HERE, exist_ok=True)
    with open(os.path.join(HERE, name), 'w') as out:
        out.write('[\n' + ',\n'.join(json.dumps(pair) for pair in pairs) + '\n]\n')
    print(name, len(pairs))


warnings.simplefilter('ignore')
write('scalars.json', ['v: ' + text for text in scalars()])
write('documents.json', DOCUMENTS[2:].split('\n|') + EXTRA)
