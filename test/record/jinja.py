#!/usr/bin/python3
"""Records answers of the real Jinja2 (Debian's python3-jinja2, StrictUndefined) as test vectors.

Run by hand:  /usr/bin/python3 test/record/jinja.py > test/fixtures/vectors/jinja-engine.json
A case is [template, text] or [template, null, error class, message, line]; `options` and `files` follow
where a case needs them. Output that holds memory addresses is left out.
"""
import json
import sys
import warnings

import jinja2

warnings.simplefilter("ignore")
cases = []
seen = set()


def record(template, context=None, files=None, **options):
    key = json.dumps([template, context, files, options], sort_keys=True)
    if key in seen:
        return
    seen.add(key)
    env = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        loader=jinja2.DictLoader(files or {}),
        **options,
    )
    context_in = json.loads(json.dumps(context or {}))
    case = [template]
    try:
        text = env.from_string(template).render(context_in)
        if " at 0x" in text or "builtin" in text or "<class" in text:
            return
        case.append(text)
    except jinja2.TemplateSyntaxError as e:
        case += [None, type(e).__name__, e.message, e.lineno]
    except Exception as e:
        line = None
        tb = e.__traceback__
        while tb:
            if tb.tb_frame.f_code.co_filename == "<template>":
                line = tb.tb_lineno
            tb = tb.tb_next
        if " at 0x" in str(e):
            return
        case += [None, type(e).__name__, str(e), line]
    extra = {k: v for k, v in (("context", context), ("files", files), ("options", options)) if v}
    if extra:
        case.append(extra)
    cases.append(case)


VALUES = [
    "0", "1", "-7", "42", "2.0", "2.5", "-0.55", "1e20", "12345678901234567890", "true", "none",
    "''", "'abc'", "'Hello World'", "'  x '", "'12'", "'-3.7'", "'0x1A'", "'<a href=\"x\">T & t</a>'", "'éß中😀'",
    "'a,b;c d'", "'one two three four five six seven'", "'it\\'s'", "'l1\\nl2\\n\\nl4'",
    "[]", "[1, 2, 3]", "[3, 1.5, 2]", "['b', 'A', 'c', 'a']", "[1, 'a']", "[[1, 2], [3, 4]]", "[none, true, 0]",
    "(1, 2)", "('x',)", "()", "{}", "{'b': 1, 'A': 2}", "{'k': [1, 2]}", "{1: 'x', '1': 'y'}",
    "[{'n': 'b', 'v': 2}, {'n': 'A', 'v': 1}, {'n': 'a', 'v': 2}]", "range(4)", "range(5, 0, -2)", "nope", "{}.x",
]

FILTERS = [
    "abs", "attr('x')", "attr('upper')", "batch(2) | list", "batch(3, 'x') | list", "capitalize", "center(9)", "center(8)",
    "count", "d('D')", "default", "default('D', true)", "default(boolean=true, default_value=1)", "dictsort",
    "dictsort(true)", "dictsort(by='value')", "dictsort(reverse=true)", "dictsort(by='x')", "e", "escape", "filesizeformat",
    "filesizeformat(true)", "first", "float", "float(7)", "float('x')", "forceescape", "groupby('v')", "groupby('n')",
    "groupby('n', case_sensitive=true)", "groupby('zz', default=0)", "indent", "indent(2, true)", "indent(3, blank=true)",
    "indent('> ')", "int", "int(9)", "int(base=16)", "int(5, 8)", "items | list", "join", "join(', ')", "join('-', 'n')",
    "join(attribute='v')", "last", "length", "list", "lower", "map('upper') | list", "map('int') | list",
    "map(attribute='n') | list", "map(attribute='zz', default='-') | list", "map('nosuch') | list", "map | list",
    "map(attribute='n', x=1) | list", "map('replace', 'a', 'Z') | join", "max", "max(attribute='v')", "min",
    "min(case_sensitive=true)", "min(attribute='n')", "pprint", "reject | list", "reject('none') | list",
    "rejectattr('v', 'eq', 2) | list", "replace('a', 'x')", "replace('l', 'L', 1)", "replace('', '-')", "reverse | list",
    "round", "round(1)", "round(-1)", "round(method='ceil')", "round(1, 'floor')", "round(2, 'x')", "safe", "select | list",
    "select('odd') | list", "select('string') | list", "select('nosuch') | list", "selectattr('v') | list",
    "selectattr('v', 'gt', 1) | list", "selectattr('zz', 'defined') | list", "selectattr | list", "slice(2) | list",
    "slice(3, 'f') | list", "sort", "sort(true)", "sort(case_sensitive=true)", "sort(attribute='v')",
    "sort(attribute='v,n')", "sort(reverse=true, attribute='n')", "string", "striptags", "sum", "sum(start=5)",
    "sum('v')", "sum(attribute='v', start=0.5)", "title", "tojson", "tojson(2)", "tojson(indent=1)", "trim", "trim('ax ')", "truncate(9)",
    "truncate(7, true)", "truncate(9, false, '..')", "truncate(5, true, '', 0)", "truncate(1)", "unique | list",
    "unique(true) | list", "unique(attribute='v') | list", "upper", "urlencode", "wordcount", "wordwrap(6)",
    "wordwrap(8, false)", "wordwrap(5, true, '|')", "xmlattr", "format(1)", "format('a', b=1)",
    "upper(1)", "truncate(foo=1)", "replace('a')", "batch", "join(1, 2, 3)", "default(1, 2, 3)", "items | first",
    "first | default('none')", "last | default('none')", "list | length", "string | length", "list | first | default('E')",
]

TESTS = [
    "boolean", "callable", "defined", "undefined", "divisibleby 3", "divisibleby(2)", "eq 1", "equalto('abc')", "escaped",
    "even", "odd", "false", "true", "float", "ge 1", "gt(2)", "greaterthan 0", "in [1, 2]", "in 'abcdef'", "in none",
    "integer", "iterable", "le 3", "lt 'b'", "lessthan 2", "lower", "upper", "mapping", "ne 1", "none", "number",
    "sameas none", "sameas true", "sequence", "string", "not string", "not defined", "filter", "test", "== 1", "nosuch",
    "odd(1)", "divisibleby",
]

OPERANDS = [
    "0", "1", "-7", "3", "2.0", "2.5", "-0.5", "12345678901234567890", "true", "none", "'a'", "'ab%s'", "'%d'", "[1]", "[1, 2]", "(1, 2)",
    "()", "{}", "{'a': 1}", "nope", "''", "'<'|safe", "range(2)",
]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or", "~"]

TEXTS = ["''", "'abc'", "'Hello World'", "' \\t x y '", "'a,b,,c'", "'aAbB'", "'éß中'", "'123'", "'x=1=2'", "'line1\\nline2\\r\\nline3'", "'😀a😀'", "'a-b_c'", "'I'"]
STR_METHODS = [
    "upper()", "lower()", "title()", "capitalize()", "swapcase()", "casefold()", "strip()", "lstrip()", "rstrip()",
    "strip('a ')", "lstrip('aA')", "rstrip('3c')", "split()", "split(',')", "split(',', 1)", "split(none, 1)",
    "split(maxsplit=1)", "split('')", "rsplit(',', 1)", "rsplit()", "rsplit(none, 1)", "splitlines()", "splitlines(true)",
    "partition('=')", "rpartition('=')", "replace('a', 'XX')", "replace('', '.')", "replace('l', '', 1)", "find('b')",
    "find('l', 3)", "rfind('a')", "index('b')", "rindex('l')", "count('l')", "count('')", "startswith('a')",
    "startswith(('a', 'H'))", "endswith('c', 1)", "isdigit()", "isalpha()", "isalnum()", "isupper()", "islower()",
    "istitle()", "isspace()", "isnumeric()", "isdecimal()", "isidentifier()", "isascii()", "isprintable()", "zfill(6)", "center(8)", "center(9, '*')",
    "ljust(6)", "rjust(6, '.')", "join(['x', 'y'])", "join('pq')", "join([1])", "expandtabs()", "expandtabs(4)",
    "encode()", "removeprefix('a')", "removesuffix('c')", "format(1, 2)", "nosuch()", "nosuch", "upper(1)", "join(1)", "startswith(1)", "replace('a')",
    "find(1)",
]
OTHER_METHODS = [
    "[1, 2, 1].count(1)", "[1, 2].index(2)", "[1, 2].index(5)", "[1, 2, 3].pop()", "[1, 2, 3].pop(0)", "[].pop()", "[1].pop(4)",
    "[1].append(2)", "[2, 1].sort()", "[1, 2].copy()", "(1, 2).count(1)", "(1, 2).index(3)", "[1].remove(3)", "[1].nosuch",
    "{'a': 1}.keys()", "{'a': 1}.values()", "{'a': 1}.items()", "{'a': 1}.get('a')", "{'a': 1}.get('b')", "{'a': 1}.get('b', 7)",
    "{'a': 1}.pop('a')", "{'a': 1}.pop('b')", "{'a': 1}.pop('b', 3)", "{'a': 1}.popitem()", "{'a': 1}.setdefault('b', 2)",
    "{'a': 1}.update({'b': 2})", "{'a': 1}.copy()", "{}.popitem()", "{'a': 1}.items() | list", "'a' in {'a': 1}.keys()",
    "{'keys': 5}.keys", "{'keys': 5}['keys']", "{'x': 5}.x", "{'x': 5}['y']", "{'x': {}}.x.y", "{'x': {}}.x.y.z", "none.foo",
    "none['a']", "1.5.is_integer()", "(5).bit_length()", "(5).real", "(5).nosuch", "[1, 2, 3][5]", "[1, 2, 3]['a']",
    "'abc'[7]", "'abc'['x']", "{}[1]", "{}[[1]]", "{[1]: 2}", "[1, 2, 3][1.5]", "(1, 2)[0]", "'a'()", "1()", "nope()", "nope.x",
    "nope['x']", "{}.x.y", "{}.x()", "[].x()", "'abc'.x.y", "dict(a=1, b=2)", "dict([('a', 1)])", "dict({'a': 1}, b=2)", "dict([1])",
    "dict(1)", "dict(1, 2)", "range()", "range('a')", "range(1, 2, 0)", "range(3)[1]", "range(3) | list", "range(10)[2:5]", "range(1,2,3,4)", "2 in range(3)", "range(3) == range(3)",
    "[1, 2] + (3,)", "(1,) + (2,)", "[1] * 2", "2 * [1]", "(1,) * 2", "'-' * 3", "[1] * 'a'", "not 1", "not nope", "-'a'", "-none",
    "+true", "-true", "--3", "not not 1", "1 if nope else 2", "1 if true", "(1 if false)", "[1 if false]", "'x' if false else 'y' if false else 'z'",
    "1 < 2 < 3", "1 < 3 < 2", "1 == 1.0 == true", "'a' < 1", "[1] < [2]", "(1, 2) < (1, 3)", "{} < {}", "none < none",
    "'a' ~ 1 ~ none ~ 2.0", "1 in 5", "1 in 'a'", "'a' in nope", "nope in [1]", "nope == 1", "nope ~ 'a'", "[nope]", "{'a': nope}",
    "caller", "loop", "self", "super()", "varargs", "cycler", "namespace(a=1).a", "namespace(a=1).b", "namespace({'x': 2}).x",
    "(1,)", "()", "(1)", "1,", "1, 2", "[1,]", "{'a': 1,}", "'a' 'b'", "1_000", "0x1F", "0b101", "0o17", "1e3", "1.5e-7", "1_0.5_0",
    "'\\x41\\u00e9\\n\\t\\\\'", "'\\101'", "\"a'b\"", "'\\q'", "true", "True", "none", "None", "1.0", "100000000000000000000.0", "1e15", "1e16", "123456789.125",
    "1e-4", "1e-5", "1/3", "2**0.5", "2**-1", "10**20", "10**-2", "7 // 2", "-7 // 2", "7 % -3", "-7 % 3", "7.5 // 2", "-7.5 % 2", "5 / 2", "4 / 2", "1 / 0", "1 // 0",
    "1 % 0", "1.0 / 0", "1.0 // 0", "1.0 % 0", "0 ** -1", "2 ** 3 ** 2", "-2 ** 2", "2 ** 100", "9007199254740993 + 2", "9007199254740991 + 1", "9007199254740993 * 3 // 3",
    "0.1 + 0.2", "1e308 * 10", "-1e308 * 10", "(-8) ** 2", "true + true", "true * 3", "1 + none", "[] + 1", "{} + {}", "'a' + 1", "1 + 'a'", "'a' - 'b'", "[1] - [1]",
    "'%s %s' % (1, 2)", "'%s' % 'x'", "'%s' % [1, 2]", "'%(a)s' % {'a': 1}", "'%(b)s' % {'a': 1}", "'%s %s' % 1", "'%d' % 'x'", "'%d' % 3.7", "'%s' % (1, 2)", "'%' % 1", "'%z' % 1", "'a' % 1",
    "'a' % {'b': 1}", "'%(a)s' % 1", "'%5s|%-5s|%05d|%+d|% d' % ('a', 'b', 42, 5, 5)", "'%x %X %o %#x %#o' % (255, 255, 8, 255, 8)", "'%e %.2e %g %G' % (12345.678, 0.00012, 1e10, 1e-10)",
    "'%.3s' % 'abcdef'", "'%c%c' % (65, 'b')", "'%r %a' % ('x', 'y')", "'%*d' % (5, 42)", "'%.2f' % 2.675", "'%.0f %.0f' % (0.5, 1.5)", "'%5.1f%%' % 99.55", "'%i' % true", "'%s' % none", "'%f' % 'a'", "'%x' % 1.5",
    "range(3) | map('string') | join", "[3,1,2] | sort | first", "'a' is string and 1 is number", "1 is odd or 2 is odd", "not 1 is odd", "1 is not odd",
    "[1,2,3][::2]", "[1,2,3][::-1]", "[1,2,3][1:]", "[1,2,3][:-1]", "[1,2,3][-2:]", "[1,2,3][5:]", "'abcdef'[1:4:2]", "'abcdef'[::-1]", "'abc'[-1]", "(1,2,3)[1:]", "[1,2,3][::0]", "[1,2,3]['a':]", "{}[1:2]", "'😀b'[0]", "'😀b'|length", "[1,2,3][1:2,0]", "[1][]", "x[1:2:3:4]",
    "{'a': {'b': [10, 20]}}.a.b[1]", "{'a': {'b': [10, 20]}}['a']['b'].0", "[[1, 2], [3]].0.1", "{1: 2}.1", "{'1': 2}.1", "{True: 'x'}[1]", "{1: 'a', 1.0: 'b', true: 'c'}", "{'a': 1} == {'a': 1.0}", "[1, 2.0] == [1.0, 2]", "'a' == \"a\"", "(1,) == [1]", "none == none", "none == false", "'' == none", "1 == '1'", "1 != 2", "[] == ()", "{} == []",
    "'a' is in ['a']", "1 is in 5", "('a', 1)", "[('a', 1), {}]", "[2.0, -0.0, 1e100]", "[true, none]", "['\\n', '\\'', '\"', '\\\\', 'é', '\\x00', '\\u200b', '\\xa0', '😀']", "'\\x7f\\x80' | list", "{'a': ('b',)}",
    "'x' | default", "nope | default('a') | upper", "(nope | default({})).x | default('y')", "nope is defined and nope.x", "nope is undefined or nope.x", "'{:>8}|{:<8}|{:^8}|{:*^8}'.format('ab', 'cd', 'ef', 'gh')",
    "'{:05d} {:+d} {:x} {:X} {:o} {:b} {:#x} {:,} {:_}'.format(42, 42, 255, 255, 8, 5, 255, 1234567, 1234567)", "'{:.2f} {:10.3f} {:<10.1f}| {:e} {:g} {:%} {:.1%}'.format(3.14159, 2.5, 1.25, 12345.678, 0.00001, 0.25, 0.256)",
    "'{0} {1} {0}'.format('a', 'b')", "'{a} {b[x]} {c[0]} {d.real}'.format(a=1, b={'x': 2}, c=[3], d=4)", "'{!r} {!s}'.format('x', 'y')", "'{:{w}}|'.format('a', w=5)", "'{{}} {}'.format(1)", "'{'.format(1)", "'}'.format(1)", "'{} {}'.format(1)",
    "'{x}'.format(1)", "'{0} {}'.format(1, 2)", "'{:d}'.format('a')", "'{:d}'.format(1.5)", "'{:s}'.format(1)", "'{:z}'.format(1)", "'{:.3}'.format('abcdef')", "'{:5}|'.format(true)", "'{:}'.format(none)", "'{:5}'.format(none)", "'{:5}'.format([1])", "'{:.3}'.format(3.14159)", "'{:.10}'.format(2.0)", "'{:n}'.format(5)", "'{:c}'.format(65)", "'{:08.3f}'.format(-3.14159)", "'{:,.2f}'.format(1234567.891)", "'{:e}'.format(0)", "'{:f}'.format(5)", "'{!x}'.format(1)", "'{a.b}'.format(a=1)", "'{:^5}|{:=5}|{:>+5}'.format(1, -2, 3)", "'{:<05}'.format(1)",
    "'a' if 1 is defined", "1 is foo", "1 | foo", "[1] | map('foo') | list", "1 if true else (1 | foo)",
    "'abc' | upper | lower | title", "'a b' | urlencode", "{'a': 'x y', 'b/': 'ü'} | urlencode", "[('a', 1), ('b', '&')] | urlencode", "'http://x.y/ü?a=b c' | urlencode",
    "{'class': 'a b', 'id': none, 'x': '<'} | xmlattr", "{} | xmlattr", "{'a': 1} | xmlattr(false)", "{'a b': 1} | xmlattr",
    "'see http://example.com/x and www.foo.org, or a@b.com' | urlize", "'http://example.com/very/long/path' | urlize(20)", "'http://example.com' | urlize(nofollow=true, target='_blank')",
    "1024 | filesizeformat", "1e30 | filesizeformat", "'1000' | filesizeformat", "'x' | filesizeformat", "999 | filesizeformat", "1000 | filesizeformat", "1000000 | filesizeformat(binary=true)",
    "'%s-%s' | format(1, 2)", "'%(a)s' | format(a=1)", "'%s' | format(1, a=2)", "'%d' | format('x')", "'hello %s' | format('x') | upper",
    "['a', 'B'] | map('lower') | sort | join(',')", "[1, 2, 3, 4] | select('even') | map('string') | list", "{'a': 1}.items() | map('first') | list", "{'b': 1, 'a': 2} | dictsort | map('last') | list", "[[1, 2], [3]] | sum(start=[])", "['a'] | sum", "[1, none] | sum",
    "{'x': [3, 4]} | tojson", "\"<script>'&\" | tojson", "{2: 1, 1: 2} | tojson", "[1.0, 1e100, true, none, 'é😀'] | tojson", "(1, 2) | tojson", "range(3) | tojson", "{(1, 2): 1} | tojson",
    "(lipsum(n=1) | length) > 10", "'a\\nb' | indent", "'  a  ' | trim | length", "'a.b.c' | replace('.', '')", "'aaa' | replace('a', 'b', 2)", "123 | replace(2, 'x')", "'12' | int + 1", "'1_000' | int", "' 5 ' | int", "'5.9' | int", "'1e3' | int", "'abc' | int(default=-1)", "'0b11' | int(base=2)", "'0b11' | int(base=0)", "'ff' | int(base=16)", "'z' | int(0, 36)", "none | int", "[] | int", "true | int", "'inf' | float", "'nan' | float", "'1_0.5' | float", "'.5' | float", "'5.' | float", "'1e400' | float", "1e400 | int",
    "2.675 | round(2)", "1.005 | round(2)", "0.5 | round", "1.5 | round", "-2.5 | round", "1234 | round(-2)", "1250 | round(-2)", "1350 | round(-2)", "1234.5 | round(-2)", "2.5 | round(0, 'ceil')", "2 | round(0, 'floor')", "'a' | round", "'a' | round(0, 'ceil')", "1e300 | round(2)", "0.1 | round(20)", "true | round",
]

turn = 0
for value in VALUES:
    for name in FILTERS:
        turn += 1
        if turn % 3:
            continue
        record("{{ " + value + " | " + name + " }}")
    for name in TESTS:
        record("{{ " + value + " is " + name + " }}")
    record("{{ " + value + " }}|{{ [" + value + "] }}|{{ " + value + " ~ '' }}")
    record("{% for x in " + value + " %}{{ x }},{% else %}none{% endfor %}")
    record("{% if " + value + " %}y{% else %}n{% endif %}")
    record("{% for a, b in " + value + " %}{{ a }}{{ b }},{% endfor %}")
turn = 0
for left in OPERANDS:
    for right in OPERANDS:
        for operator in OPERATORS:
            if operator == "**" and len(right) > 15:
                continue  # would take forever
            turn += 1
            if turn % 5:
                continue  # a fifth of them is enough
            record("{{ " + left + " " + operator + " " + right + " }}")
for text in TEXTS:
    for method in STR_METHODS:
        record("{{ " + text + "." + method + " }}")
for expression in OTHER_METHODS:
    record("{{ " + expression + " }}")

from jinja_statements import STATEMENTS, WITH_FILES, WHITESPACE, SYNTAX  # noqa: E402

for template in STATEMENTS:
    record(template)
for template in SYNTAX:
    record(template)
for template in WHITESPACE:
    for trim in (False, True):
        for lstrip in (False, True):
            record(template, trim_blocks=trim, lstrip_blocks=lstrip)
    record(template, keep_trailing_newline=True)
    record(template, line_statement_prefix="%", line_comment_prefix="##")
    record(template.replace("{%", "<%").replace("%}", "%>"), block_start_string="<%", block_end_string="%>")
for template, files, context in WITH_FILES:
    record(template, context, files)

out = {
    "about": "answers of Jinja2 %s with StrictUndefined; [template, text] or [template, null, class, message, line], then options" % jinja2.__version__,
    "cases": cases,
}
sys.stdout.write("{\n" + json.dumps("about") + ": " + json.dumps(out["about"]) + ",\n\"cases\": [\n")
sys.stdout.write(",\n".join(json.dumps(c, ensure_ascii=True) for c in cases) + "\n]}\n")
sys.stderr.write("%d cases\n" % len(cases))
