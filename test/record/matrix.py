#!/usr/bin/python3
"""Records products of values and expressions with the real Ansible: every filter over every kind of value.

Run by hand:  /usr/bin/python3 test/record/matrix.py [name…]
Needs Debian's ansible (its collections), python3-netaddr, python3-jmespath and python3-passlib.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import template  # noqa: E402

VALUES = [
    "''", "'abc'", "'Hello World'", "'  x y '", "'12'", "'-3.7'", "'yes'", "'a,b;c'", "'éß中😀'", "'l1\\nl2\\n'",
    "'/etc/x.d/file.tar.gz'", "'<a href=\"x\">T & t</a>'", "0", "1", "-7", "42", "2.0", "2.5", "1e20",
    "123456789012345678901234567890", "true", "false", "none", "[]", "[1, 2, 3]", "['b', 'A', 'c', 'a']", "[3, 1.5, 2, 1.5]",
    "[1, 'a', none]", "[[1, 2], [3, [4]]]", "(1, 2)", "{}", "{'b': 1, 'A': 2}", "{'k': [1, 2], 'm': {'n': 'x'}}",
    "[{'n': 'b', 'v': 2}, {'n': 'A', 'v': 1}, {'n': 'a', 'v': 2}]", "[{'key': 'a', 'value': 1}]", "[['a', 1], ['b', 2]]",
    "range(4)", "nope", "{}.x", "{'a': 1}.items()", "'10.1.2.3'", "'$ANSIBLE_VAULT;1.1;AES256'",
]

FILTERS = [
    "b64encode", "b64decode", "basename", "dirname", "splitext", "bool", "checksum", "md5", "hash('sha256')", "hash('nope')",
    "combinations(2)", "permutations(2)", "combine({'z': 1})", "combine({'k': [3]}, list_merge='append')",
    "combine({'m': {'o': 1}}, recursive=true)", "combine([{'a': 1}, {'b': 2}])", "comment", "comment('c')", "dict2items",
    "dict2items(key_name='n', value_name='w')", "items2dict", "items2dict(key_name='n', value_name='v')", "difference([1, 'a'])",
    "intersect([1, 'a', 2])", "union([9])", "symmetric_difference([1, 9])", "unique", "unique(case_sensitive=true)",
    "unique(attribute='v')", "expandvars", "extract([5, 6, 7])", "extract({'abc': 9, 1: 8})", "flatten", "flatten(1)",
    "flatten(levels=1, skip_nulls=false)", "from_json", "from_yaml", "from_yaml_all", "human_readable", "human_readable(true)",
    "human_readable(unit='K')", "human_to_bytes", "human_to_bytes('M')", "log", "log(10)", "log(2)", "pow(2)", "root", "root(3)",
    "mandatory", "mandatory('gone')", "default('D')", "default('D', true)", "path_join", "product([1, 2])", "quote",
    "regex_escape", "regex_escape('posix_basic')", "regex_findall('[a-c]')", "regex_findall('(.)(.)')",
    "regex_replace('a', 'X')", "regex_replace('(?P<q>[a-z])', '<\\\\g<q>>')", "regex_replace('(.)', '\\\\1\\\\1', ignorecase=true)",
    "regex_search('[0-9]+')", "regex_search('(.)b', '\\\\1')", "regex_search('L2$', multiline=true, ignorecase=true)",
    "rekey_on_member('n')", "rekey_on_member('v')", "rekey_on_member('v', duplicates='overwrite')", "sha1",
    "shuffle(seed='x')", "random(seed='x')", "random(1, 2, seed='y')", "split", "split(',')", "split('a', 1)", "subelements('k')",
    "subelements('v', skip_missing=true)", "ternary('y', 'n')", "ternary('y', 'n', 'none')", "to_json", "to_json(indent=1)",
    "to_json(sort_keys=true)", "to_nice_json", "to_nice_json(indent=2)", "to_yaml", "to_nice_yaml", "to_nice_yaml(indent=2)",
    "to_yaml(default_flow_style=false)", "to_uuid", "type_debug", "urldecode", "urlsplit('path')", "win_basename", "win_dirname",
    "win_splitdrive", "zip([7, 8])", "zip_longest([7, 8], fillvalue='f')", "string", "int", "float", "list", "length", "sum",
    "max", "min", "sort", "reverse | list", "first", "last", "join('-')", "upper", "title", "capitalize", "trim", "wordcount",
    "abs", "round", "batch(2) | list", "slice(2) | list", "dictsort", "groupby('v')", "map('string') | list",
    "map(attribute='n') | list", "select | list", "selectattr('v', 'eq', 2) | list", "rejectattr('v') | list", "tojson",
    "pprint", "replace('a', 'b')", "truncate(5)", "indent(2)", "center(12)", "urlencode", "urlize", "xmlattr", "wordwrap(4)",
    "filesizeformat", "format(1)", "striptags", "items | list", "attr('n')", "safe", "escape", "random_mac is defined",
    "strftime", "to_datetime", "vault('p') is vault_encrypted", "unvault('p')",
]

TESTS = [
    "abs", "all", "any", "change", "changed", "contains('a')", "contains(1)", "directory", "exists", "failed", "falsy",
    "falsy(convert_bool=true)", "file", "finished", "isnan", "issubset([1, 2, 3])", "issuperset([1])", "link", "match('a')",
    "match('.*B', ignorecase=true)", "mount", "reachable", "regex('b')", "search('b')", "skipped", "started", "success",
    "truthy", "truthy(convert_bool=true)", "unreachable", "uri", "url", "urn", "vault_encrypted", "version('1.0', '>=')",
    "version('2', 'lt')", "version('1.0', 'ge', version_type='loose')", "version('1.0', '>', strict=true)", "boolean", "callable",
    "defined", "undefined", "divisibleby(2)", "eq(1)", "ne('abc')", "gt(1)", "le(1)", "in([1, 'abc'])", "escaped", "even", "odd",
    "false", "true", "float", "integer", "iterable", "lower", "upper", "mapping", "none", "number", "sameas(1)", "sequence",
    "string", "filter", "test",
]

EXPRESSIONS = [
    "v.upper()", "v.split()", "v.split(',', 1)", "v.strip('x ')", "v.splitlines()", "v.startswith('a')", "v.endswith(('c', 'd'))",
    "v.find('b')", "v.index('b')", "v.count('l')", "v.replace('l', 'L', 1)", "v.zfill(6)", "v.ljust(8, '.')", "v.rjust(8)",
    "v.center(9, '*')", "v.partition(' ')", "v.rpartition('l')", "v.rsplit('/', 1)", "v.title()", "v.swapcase()", "v.casefold()",
    "v.capitalize()", "v.isdigit()", "v.isalpha()", "v.isupper()", "v.isspace()", "v.expandtabs(4)", "v.join(['a', 'b'])",
    "v.encode()", "v.format(1, 2)", "v.removeprefix('a')", "v.removesuffix('c')", "v.keys()", "v.values()", "v.items()",
    "v.items() | list", "v.get('b')", "v.get('zz', 'dflt')", "v.pop('b')", "v.update({'q': 1})", "v.copy()", "v.setdefault('s', 3)",
    "v.append(9)", "v.index(2)", "v.count(2)", "v.insert(0, 1)", "v.nope", "v['nope']", "v[0]", "v[-1]", "v[99]", "v[1:]", "v[:2]",
    "v[::-1]", "v[::2]", "v[-2:]", "v[1:2:0]", "v['b']", "v.b", "v.k", "v.k[1]", "v.m.n", "v.real", "v.is_integer()",
    "v.bit_length()", "v + 1", "v + 'x'", "v + [1]", "v - 1", "v * 2", "v / 2", "v // 2", "v % 3", "v ** 2", "-v", "+v", "not v",
    "v ~ 'x'", "v == v", "v != 1", "v < 3", "v >= 'a'", "v < [2]", "1 in v", "'a' in v", "v in [1, 'abc', none]", "v and 1",
    "v or 'else'", "'yes' if v else 'no'", "[v]", "(v,)", "{'k': v}", "[v, v] | string", "'%s' | format(v)", "'%r|%5s|%-5s|' | format(v, v, v)",
    "'%d' | format(v)", "'%05.1f' | format(v)", "'%x' | format(v)", "'{}' .format(v)", "'{0!r:>8}'.format(v)", "'{:>8}'.format(v)",
    "'{:,}'.format(v)", "'{:.2f}'.format(v)", "'{0[0]}'.format(v)", "v is sameas v", "v | length", "range(v)", "dict(v)", "v()",
    "v | map('nope') | list", "v | nope", "v is nope", "lookup('items', v)", "query('items', v)", "lookup('dict', v)", "query('list', v)",
    "query('together', v, [1])", "query('nested', v, [1])", "lookup('env', v)", "query('indexed_items', v)", "query('sequence', v)",
    "query('subelements', v, 'k')", "lookup('vars', v)", "query('flattened', v)", "query('varnames', v)", "q('cartesian', v, [1])",
]

JMES = ["users[*].n", "length(@)", "a.b[0]", "keys(@)", "[?v > `1`].n | [0]", "sort_by(@, &n)[*].v", "@", "max_by(@, &v).n", "bad[",
        "join(',', [*].n)", "to_string(@)", "[].{name: n, w: v}", "k[0]", "m.n", "[0]", "nosuch(@)", "type(@)", "reverse(@)"]

ADDRESSES = [
    "'10.1.2.3'", "'10.1.2.3/24'", "'10.1.2.0/24'", "'10.1.2.255/24'", "'192.168.1.1/32'", "'192.168.1.0/31'", "'0.0.0.0/0'",
    "'127.0.0.1'", "'169.254.3.4'", "'224.0.0.5'", "'8.8.8.8/255.255.255.0'", "'fe80::1/64'", "'2001:db8::/32'", "'2001:db8::5/64'", "'::1'",
    "'::ffff:10.0.0.1'", "'::/0'", "'fd00:1:2::3'", "'2002:0a01:0203::1/48'", "'nope'", "'10.1.2'", "'10.1.2.300'", "'10.0.0.1/33'", "''", "167838211",
    "'12'", "true", "none", "[]", "['10.1.2.3/24', '::1', 'x', '10.1.2.0/24', '2001:db8::1/64']", "'1a:2b:3c:4d:5e:6f'", "'1a2b.3c4d.5e6f'", "'1a-2b-3c-4d-5e-6f'",
    "{'a': 1}", "nope",
]

IP = [
    "ipaddr", "ipv4", "ipv6", "ipwrap", "ipv4('address')", "ipv6('address')", "hwaddr", "macaddr", "hwaddr('linux')", "hwaddr('cisco')", "hwaddr('bare')",
    "hwaddr('unix')", "hwaddr('bool')", "hwaddr('win')", "macaddr('eui48')", "macaddr('pgsql')", "ipsubnet", "ipsubnet(26)", "ipsubnet(26, 0)", "ipsubnet(26, -1)", "ipsubnet(20)", "ipsubnet('10.1.0.0/16')", "ipsubnet('10.0.0.0/8', 24)",
    "ipmath(5)", "ipmath(-5)", "nthhost(3)", "nthhost(-2)", "nthhost(300)", "next_nth_usable(2)", "previous_nth_usable(2)", "network_in_network('10.1.2.0/28')", "network_in_usable('10.1.2.5')",
    "network_in_usable('10.1.2.0')", "reduce_on_network(['10.1.2.3', '10.9.9.9', '10.1.2.0/28'])", "usable_range", "slaac('1a:2b:3c:4d:5e:6f')", "ip4_hex", "ip4_hex(':')", "cidr_merge",
    "cidr_merge('span')",
] + ["ipaddr('%s')" % query for query in (
    'address', 'net', 'network', 'subnet', 'host', 'host/prefix', 'address/prefix', 'ip/prefix', 'gateway', 'gw', 'prefix', 'netmask', 'hostmask', 'wildcard',
    'broadcast', 'size', 'range_usable', 'size_usable', 'first_usable', 'last_usable', 'next_usable', 'previous_usable', 'network_id', 'network/prefix',
    'network_netmask', 'network_wildcard', 'ip_netmask', 'ip_wildcard', 'ip/prefix', 'peer', 'private', 'public', 'unicast', 'multicast', 'loopback', 'link-local',
    'lo', 'type', 'version', 'int', 'revdns', 'bool', 'ipv4', 'ipv6', '6to4', 'v4', 'v6', 'cidr', 'cidr_lookup', 'wrap', '10.1.0.0/16', '2001:db8::/32', '24', '1', 'nope_query')
] + ["ipaddr(1)", "ipaddr(-1)", "ipaddr(300)", "ipv4('1')", "ipv4(2)", "ipv6(2)", "ipv4('prefix')", "ipv6('subnet')", "ipv4('wrap')"]

IP_TESTS = ["in_any_network(['10.0.0.0/8', '::/0'])", "in_network('10.1.2.0/24')", "in_one_network(['10.1.0.0/16', '10.1.2.0/24'])", "ip", "ip_address", "ipv4", "ipv4_address",
            "ipv4_hostmask", "ipv4_netmask", "ipv6", "ipv6_address", "ipv6_ipv4_mapped", "ipv6_sixtofour", "loopback", "mac", "multicast", "private", "public", "reserved",
            "subnet_of('10.0.0.0/8')", "supernet_of('10.1.2.0/28')", "unspecified"]

COMMUNITY = r"""
{{ ['a', 'b', 'a', 1, 1.0] | community.general.counter }}
{{ 'hello' | community.general.counter }}
{{ {'a': 1} | community.general.counter }}
{{ 5 | community.general.counter }}
{{ [[1]] | community.general.counter }}
{{ 'test' | community.general.crc32 }}
{{ '' | community.general.crc32 }}
{{ 'éß' | community.general.crc32 }}
{{ 5 | community.general.crc32 }}
{{ [['a', 1], ['b', 2]] | community.general.dict }}
{{ {'x': 1}.items() | community.general.dict }}
{{ [['a']] | community.general.dict }}
{{ 'v' | community.general.dict_kv('k') }}
{{ {'a': 1} | community.general.dict_kv('k') }}
{{ 'a,b\n1,2\n' | community.general.from_csv(dialect='unix') }}
{{ csv | community.general.from_csv }}
{{ csv | community.general.from_csv(delimiter=';') }}
{{ csv | community.general.from_csv(fieldnames=['x', 'y', 'z']) }}
{{ csv | community.general.from_csv(fieldnames=['x']) }}
{{ csv | community.general.from_csv(dialect='nope') }}
{{ csv | community.general.from_csv(dialect='excel-tab') }}
{{ csv | community.general.from_csv(skipinitialspace=true) }}
{{ csv | community.general.from_csv(strict=true) }}
{{ '' | community.general.from_csv }}
{{ [{'n': 'a', 'x': 1}, {'n': 'b', 'x': 2}] | community.general.groupby_as_dict('n') }}
{{ [{'n': 'a', 'x': 1}, {'n': 'a', 'x': 2}] | community.general.groupby_as_dict('n') }}
{{ [{'n': 'a', 'x': 1}, {'x': 2}] | community.general.groupby_as_dict('n') }}
{{ ['a'] | community.general.groupby_as_dict('n') }}
{{ 'abc' | community.general.groupby_as_dict('n') }}
{{ {'a': 1} | community.general.groupby_as_dict('n') }}
{{ [{'n': 'a', 'l': [1, 2]}, {'n': 'b'}] | community.general.lists_mergeby([{'n': 'a', 'l': [2, 3]}, {'n': 'c'}], 'n') }}
{{ [{'n': 'a', 'l': [1, 2]}, {'n': 'b'}] | community.general.lists_mergeby([{'n': 'a', 'l': [2, 3]}], 'n', list_merge='append') }}
{{ [{'n': 'a', 'l': [1, 2]}] | community.general.lists_mergeby([{'n': 'a', 'l': [2, 3]}], 'n', recursive=true, list_merge='append_rp') }}
{{ [{'n': 'a', 'd': {'x': 1}}] | community.general.lists_mergeby([{'n': 'a', 'd': {'y': 2}}], 'n', recursive=true) }}
{{ [[{'n': 'a'}], [{'n': 'b', 'x': 1}]] | community.general.lists_mergeby('n') }}
{{ [{'n': 'a'}] | community.general.lists_mergeby }}
{{ 'x' | community.general.lists_mergeby('n') }}
{{ [{'n': 'a'}] | community.general.lists_mergeby([{'n': 'b'}], 'n', foo=1) }}
{{ [{'n': 'b'}, {'m': 1}] | community.general.lists_mergeby([{'n': 'a'}], 'n') }}
{{ ('52:54:00' | community.general.random_mac(seed='x')) }}
{{ ('52:54' | community.general.random_mac(seed='inventory')) }}
{{ ('52:54:00:1:2:3' | community.general.random_mac) }}
{{ ('52:zz' | community.general.random_mac) }}
{{ ('' | community.general.random_mac) }}
{{ (5 | community.general.random_mac) }}
{{ ('52:54:00:11:22:33' | community.general.random_mac) }}
{{ '1h 30m 5s' | community.general.to_seconds }}
{{ '1h 30m' | community.general.to_minutes }}
{{ '1w 2d' | community.general.to_days }}
{{ '90m' | community.general.to_hours }}
{{ '1y 1mo' | community.general.to_days }}
{{ '1y' | community.general.to_months(year=360) }}
{{ '2500ms' | community.general.to_seconds }}
{{ '1s' | community.general.to_milliseconds }}
{{ '14d' | community.general.to_weeks }}
{{ '730d' | community.general.to_years }}
{{ '1h' | community.general.to_time_unit('ms') }}
{{ '1h' | community.general.to_time_unit('nope') }}
{{ '1x' | community.general.to_seconds }}
{{ 'one h' | community.general.to_seconds }}
{{ '1h' | community.general.to_seconds(foo=1) }}
{{ 'é' | community.general.unicode_normalize('NFD') | length }}
{{ 'ﬁ' | community.general.unicode_normalize(form='NFKC') }}
{{ 'ﬁ' | community.general.unicode_normalize('NOPE') }}
{{ 5 | community.general.unicode_normalize }}
{{ ['2.1', '2.10', '2.9', '1.0', '2.1rc1', '2.1b2'] | community.general.version_sort }}
{{ ['2.1', '2.10'] | community.general.version_sort(true) }}
{{ ['a', '1'] | community.general.version_sort }}
{{ 'x' | community.general.jc('date') }}
{{ 'x' | community.general.hashids_encode }}
{{ {'a': {'b': [1, {'c': 2}]}, 'd e': 1} | ansible.utils.to_paths }}
{{ {'a': {'b': [1, {'c': 2}]}, 'd e': 1} | ansible.utils.to_paths(prepend='top') }}
{{ {'a': {}, 'b': [], 'c': none} | ansible.utils.to_paths }}
{{ [1, {'x': 2}] | ansible.utils.to_paths }}
{{ {'a': {'b': [1, {'c': 2}]}} | ansible.utils.to_paths(wantlist=true) }}
{{ 5 | ansible.utils.to_paths }}
{{ {'a': {'b': [1, {'c': 2}]}} | ansible.utils.get_path('a.b[1].c') }}
{{ {'a': {'b': [1, {'c': 2}]}} | ansible.utils.get_path('a.b[0]') }}
{{ {'a': {'b': [1, {'c': 2}]}} | ansible.utils.get_path("a['b'][0]", wantlist=true) }}
{{ {'a': {'b': 1}} | ansible.utils.get_path('a.nope') }}
{{ {'a': {'b': 1}} | ansible.utils.get_path }}
{{ [{'n': 1, 'x': 2, 'y': 3}] | ansible.utils.keep_keys(target=['n', 'x']) }}
{{ [{'name': 1, 'x': 2, 'nam': {'name': 3, 'z': 1}}] | ansible.utils.keep_keys(target=['nam'], matching_parameter='starts_with') }}
{{ [{'my_name': 1, 'x': 2}] | ansible.utils.keep_keys(target=['name'], matching_parameter='ends_with') }}
{{ [{'my_name': 1, 'x1': 2}] | ansible.utils.keep_keys(target=['^x[0-9]$'], matching_parameter='regex') }}
{{ {'a': {'n': 1, 'q': 2}, 'b': [{'n': 3}, {'z': 1}]} | ansible.utils.keep_keys(target=['n']) }}
{{ {'a': {'n': 1, 'q': 2}, 'b': [{'n': 3}, {'z': 1}], 'n': 5} | ansible.utils.remove_keys(target=['n']) }}
{{ [{'name': 1, 'x': 2}] | ansible.utils.remove_keys(target=['na'], matching_parameter='starts_with') }}
{{ [{'name': 1, 'x': 2}] | ansible.utils.remove_keys(target='name') }}
{{ [{'name': 1, 'x': 2}] | ansible.utils.remove_keys(target=['me$'], matching_parameter='regex') }}
{{ [{'name': 1, 'x': {'name': 2}}] | ansible.utils.replace_keys(target=[{'before': 'name', 'after': 'title'}]) }}
{{ [{'name1': 1, 'x': 2}] | ansible.utils.replace_keys(target=[{'before': 'name', 'after': 'title'}], matching_parameter='starts_with') }}
{{ [{'name1': 1, 'x': 2}] | ansible.utils.replace_keys(target=[{'before': '1', 'after': 'title'}], matching_parameter='ends_with') }}
{{ [{'name1': 1}] | ansible.utils.replace_keys(target=[{'before': 'na.*', 'after': 't'}], matching_parameter='regex') }}
{{ [{'name': 1}] | ansible.utils.replace_keys }}
{{ [{'name': 1}] | ansible.utils.keep_keys(target=['x'], matching_parameter='nope') }}
{{ [{'data': [{'n': 'a', 'x': 1}, {'n': 'b', 'x': 2}], 'match_key': 'n', 'name': 'p'}, {'data': [{'n': 'a', 'y': 3}], 'match_key': 'n', 'name': 'q'}] | ansible.utils.consolidate }}
{{ [{'data': [{'n': 'a', 'x': 1}], 'match_key': 'n', 'name': 'p'}, {'data': [{'n': 'a', 'y': 3}], 'match_key': 'm', 'name': 'q'}] | ansible.utils.consolidate }}
{{ [{'data': [{'n': 'a', 'x': 1}], 'match_key': 'n', 'name': 'p'}, {'data': [{'n': 'z', 'y': 3}], 'match_key': 'n', 'name': 'q'}] | ansible.utils.consolidate(fail_missing_match_value=true) }}
{{ [1, 2, 3, 2] | ansible.utils.index_of('eq', 2) }}
{{ [1, 2, 3] | ansible.utils.index_of('gt', 1) }}
{{ [1, 2, 3] | ansible.utils.index_of('gt', 2, wantlist=true) }}
{{ [{'n': 1}, {'n': 2}] | ansible.utils.index_of('eq', 2, 'n') }}
{{ [1] | ansible.utils.index_of('eq', 9) }}
{{ ['10.0.0.0/24', '10.0.1.0/24', '10.0.3.0/24'] | ansible.utils.cidr_merge }}
{{ ['10.0.0.0/24', '10.0.1.0/24', '10.0.3.0/24'] | ansible.utils.cidr_merge('span') }}
{{ ['10.0.0.1', '10.0.0.2', '10.0.0.3'] | ansible.utils.cidr_merge }}
{{ ['2001:db8::/64', '2001:db8:0:1::/64'] | ansible.utils.cidr_merge }}
{{ ['10.0.0.0/24'] | ansible.utils.cidr_merge('nope') }}
{{ ['a', 'b', '!c'] | ansible.utils.param_list_compare(['a', 'b', 'c', 'd']) }}
{{ ['all', '!c'] | ansible.utils.param_list_compare(['a', 'b', 'c', 'd']) }}
{{ {'a': {'b': 'x'}} | ansible.utils.to_xml }}
{{ '<a><b>x</b><b>y</b><c d="1"/></a>' | ansible.utils.from_xml }}
{{ 'secret' | password_hash('sha512', 'mysalt', rounds=1500) }}
{{ 'secret' | password_hash('sha256', 'mysalt', rounds=1500) }}
{{ 'secret' | password_hash('sha512', 'mysalt', rounds=5000) }}
{{ 'secret' | password_hash('sha512', 'mysalt', rounds=2000) }}
{{ 'secret' | password_hash('sha256', 'mysalt', rounds=1000) }}
{{ 'secret' | password_hash('sha512', 'mysalt', rounds=10) }}
{{ 'secret' | password_hash('md5', 'mysalt') }}
{{ 'secret' | password_hash('md5', 'mysaltistoolong') }}
{{ 'secret' | password_hash('sha512', 'my salt') }}
{{ 'secret' | password_hash('sha512', 'x' * 17) }}
{{ 'secret' | password_hash('nope') }}
{{ 'éß' | password_hash('sha512', 'mysalt', rounds=1500) }}
{{ 5 | password_hash('sha512', 'mysalt', rounds=1500) }}
{{ 'secret' | password_hash('sha512_crypt', 'mysalt', rounds=1500) }}
{{ 'secret' | password_hash('sha512', '', rounds=1500) }}
{{ 'secret' | password_hash(hashtype='sha256', salt='abc', ident='x', rounds=1500) }}
{{ lookup('community.general.cartesian', [1, 2], ['a', 'b']) }}
{{ lookup('community.general.flattened', [1, [2, [3]]], wantlist=true) }}
{{ query('community.general.dependent', {'a': [1, 2]}, {'b': '[item.a * 10, item.a * 20]'}) }}
{{ query('community.general.dependent', {'a': [1, 2]}, {'b': '[item.nope]'}) }}
{{ lookup('community.general.random_string', length=0) }}
{{ lookup('community.general.random_string', length=12) | length }}
{{ lookup('community.general.random_string', length=6, upper=false, special=false, numbers=false) is match('^[a-z]{6}$') }}
{{ lookup('community.general.random_string', base64=true, length=3) | length }}
{{ lookup('community.general.random_string', override_special='_', min_special=3, length=3) }}
{{ lookup('community.general.random_pet') is match('^[a-z]+-[a-z]+$') }}
{{ lookup('community.general.merge_variables', '^l$', pattern_type='regex') }}
{{ lookup('ansible.utils.get_path', {'a': {'b': 1}}, 'a.b') }}
{{ lookup('ansible.utils.to_paths', {'a': {'b': 1}}) }}
{{ lookup('ansible.utils.index_of', [1, 2], 'eq', 2) }}
""".strip().split('\n')


def matrix():
    cases = {'matrix-filters': [], 'matrix-tests': [], 'matrix-expressions': [], 'matrix-ip': [], 'matrix-collections': []}
    for n, value in enumerate(VALUES):
        # a value in three templates would say the same three times: each filter meets a third of the values
        for k, one in enumerate(FILTERS):
            if (n + k) % 3 == 0:
                cases['matrix-filters'].append(('filter', 'template', '{{ %s | %s }}' % (value, one)))
        for k, one in enumerate(TESTS):
            if (n + k) % 3 == 0:
                cases['matrix-tests'].append(('test', 'template', '{{ %s is %s }}' % (value, one)))
        for k, one in enumerate(EXPRESSIONS):
            if (n + k) % 3 == 0:
                cases['matrix-expressions'].append(('expression', 'template', '{%% set v = %s %%}{{ %s }}' % (value, one)))
    for n, value in enumerate(ADDRESSES):
        for k, one in enumerate(IP):
            if (n + k) % 3 == 0:
                cases['matrix-ip'].append(('ip', 'template', '{{ %s | ansible.utils.%s }}' % (value, one)))
        for k, one in enumerate(IP_TESTS):
            if (n + k) % 3 == 0:
                cases['matrix-ip'].append(('ip', 'template', '{{ %s is ansible.utils.%s }}' % (value, one)))
    for line in COMMUNITY:
        cases['matrix-collections'].append(('general', 'template', line))
    for value in VALUES[20:36]:
        for query in JMES:
            cases['matrix-collections'].append(('jmes', 'template', '{{ %s | community.general.json_query("%s") }}' % (value, query)))
    return cases


CONTEXT = "csv: \"a;b,c\\n1,2\\n\\n3,'4,5'\\n6, 7,8\\n\"\nl: [1, 2]\n"

if __name__ == '__main__':
    wanted = sys.argv[1:]
    for name, cases in matrix().items():
        if not wanted or name in wanted:
            template.record(cases, name, CONTEXT)
