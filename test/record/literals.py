#!/usr/bin/python3
"""Records what ast.literal_eval, as INI inventories use it, makes of texts.

    /usr/bin/python3 test/record/literals.py

writes test/fixtures/inventory/literals.json: [text, value] pairs, null for text that is no literal.
"""
import ast, json, os, random, warnings

warnings.simplefilter('ignore')
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'inventory')


def encode(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {'int': str(value)}
    if isinstance(value, float):
        return {'float': repr(value)}
    if isinstance(value, bytes):
        return {'bytes': list(value)}
    if isinstance(value, tuple):
        return {'tuple': [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {'dict': [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, set):
        return {'set': sorted((encode(item) for item in value), key=json.dumps)}
    raise TypeError


def read(text):
    try:
        return {'value': encode(ast.literal_eval(text))}
    except Exception:
        return None


TEXTS = ['0644', '1e3', '1_000', "'a' 'b'", '1 # c', ' 1', '1,2', '(1)', '{1,2}', 'set()', "b'a'", '-1', '--1', '+1.5', "'a\\x41'", 'None', 'true', '[1,2,]', "{'a':1,}", '1+2', "r'\\n'", '10000000000000000000', '()', '(1,)', '{}', "'''a'''", 'not True', '0x1F', '0o17', '0b11', '1.', '.5', 'a', '', "u'x'", '[*[1]]', "{'a': {'b': (1,2)}}", '{**{}}', '00', '0_0', '1__0', '1_', '_1', '0x_1', '1e', '1.e5', '1.5E-3', '1e999', '-1e999', '- 1', '+ 1', '[ 1 ,2 ]', '[1 2]', '[,]', '(,)', '{,}', '{1:}', '{1:2,3}', '{1,2:3}', '{[1]}', '{[1]:2}', '{(1,2):3}', '"a" # c', '"a"b', '"a"1', "'a", '"""a"b"""', "'a\\'b'", "'\\q'", "'\\n\\t\\\\'", "'\\101'", "'\\u00e9'", "'\\U0001F600'", "'\\xg1'", "f'a'", "rb'a'", "br'a'", "Rb'a'", "ub'a'", "b'a' b'c'", "'a' b'c'", "b'\\xff'", "b'é'", 'True', 'False', 'TRUE', 'True1', 'True,', 'None,None', '1;2', '1\\', 'a.b', '1.2.3', '1.2.', '1..2', '5m', '1 2', '[1', '1]', '((1))', '((1),)', '[[[[]]]]', "{'a': [1, {'b': None}]}", '"{{ x }}"', "['{{ x }}', 1]", '{{ x }}', '{{1}}', '{1:{2}}', '...', '0x', '0b2', '0o8', '09', '0.0', '-0.0', '-0', '1e-5', '12345678901234567890.5', '\t1', '1\t', '1 \n', '\n1', "'é'", '#', '# c', '1#', 'lambda: 1', 'x for x in []', '[x for x in []]', '1 if 1 else 2', '1 < 2', '1 or 2', 'a=1', '(yield)', '$', '?', '`a`', '1,', ',1', '1,,2', '-(1)', '-[1]', '-True', '+"a"', '(1)(2)', "('a' 'b')", "('a',\n'b')", "[1, # c\n2]", '"a\nb"', '"a\\\nb"', "'a' # c\n", '1 \\\n', "{'a' 'b': 1}", "{'a': 1, 'a': 2}", '{1, 1.0, True}', '[1.0, 2.50]', "''", '""', "''''''", "''''", '"\'"', "'\"'"]
ALPHABET = ['1', '2.5', "'a'", '"b"', '[', ']', '(', ')', '{', '}', ',', ':', ' ', '-', '+', 'None', 'True', '\\', "'", '"', 'x', '#', '_', '0', 'e1']


def fuzzed():
    dice = random.Random(7)
    for _ in range(1500):
        yield ''.join(dice.choice(ALPHABET) for _ in range(dice.randint(1, 7)))


with open(os.path.join(HERE, 'literals.json'), 'w') as out:
    pairs = [[text, read(text)] for text in dict.fromkeys([*TEXTS, *fuzzed()])]
    out.write('[\n' + ',\n'.join(json.dumps(pair) for pair in pairs) + '\n]\n')
    print(len(pairs), sum(value is not None for _, value in pairs))
