#!/usr/bin/python3
"""Records what real ansible-core answers into test/fixtures/vectors/*.json. Run by hand: see the list at the end."""
import json
import os
import re
import sys

import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.yaml.loader import AnsibleLoader
from ansible.playbook.conditional import Conditional
from ansible.template import Templar

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, '..', 'fixtures', 'template')
VECTORS = os.path.join(HERE, '..', 'fixtures', 'vectors')
os.environ['TPL_PROBE'] = 'probe value'
os.environ['TZ'] = 'UTC'


# what is wanted to differ, by source text (the ids are looked up)
DEVIATIONS = {
    'filters': [
        "{{ 'a: [' | from_yaml }}: our words and place for broken YAML",
        "{{ s | type_debug }} {{ tpl | type_debug }} {{ (l | to_json) | type_debug }} {{ lookup('env', 'TPL_PROBE') | type_debug }} {{ day | type_debug }} {{ stamp | type_debug }}: text has one type name",
        "{{ users | json_query('[].name') }}: needs a JMESPath package",
        "{{ '$ANSIBLE_VAULT;1.1;AES256\\n00' | unvault('pw') }}: the vault's own words",
    ],
    'lookups': [
        "{{ lookup('ansible.builtin.file', ['plain.txt', 'unicode.txt'], wantlist=true) }}: a list is no file name, in our words",
        "{{ lookup('first_found', files=['plain.txt'], paths=['files']) | basename }}: files and paths alone are enough here",
        "{{ lookup('csvfile', 'Li file=nope.csv') }}: the file is named",
        "{{ lookup('ini', 'user', file='nope.ini') }}: the file is named",
        "{{ lookup('ini', 'user section=web file=conf.ini bad=1') }}: the wrong option is named",
        "{{ lookup('config', 'NOPE') }}: no Python internals",
        "{{ lookup('url', 'http://127.0.0.1:9/x') }}: the words of this HTTP client",
    ],
    'tests': [
        "inventory_hostname in groups['x']: the first missing name is told",
        "'combine' is filter and 'match' is test and 'nope' is not filter: a name that is no filter is an answer, not an error",
        "t is true and false is false and s is sameas s and i is divisibleby 3 and s is lower and 'X' is upper and i is odd and 2 is even and s is filter: the same",
    ],
    'values': [
        "{{ true.__class__ }}: Python's classes are not reachable",
        "{{ s.__class__.__mro__ }}: the same",
        "{{ ''.__class__ }}: the same",
        "{{ \"%r\" | format(nope) }}: the same; the undefined name is told",
        "{{ s.nope }}: text has one type name",
        "{{ \"[b'x']\" }}: bytes stay text",
        "{{ vars.tpl }}: the recorder's vars are raw, in a play they are rendered",
        "{{ vars['chain'] }}: the same",
        "{{ \"{1: 'a', true: 'b', null: 'c'}\" }}: 1 and true are two keys here",
    ],
}


def run(case):
    loader = DataLoader()
    loader.set_basedir(os.path.normpath(FIXTURES))
    variables = yaml.load(case.get('context_yaml', '{}'), Loader=AnsibleLoader) or {}
    variables.setdefault('omit', '__omit_place_holder__x')
    variables['vars'] = dict(variables)
    templar = Templar(loader=loader, variables=variables)
    kind = case['kind']
    if kind == 'template':
        source = yaml.load(case['template_yaml'], Loader=AnsibleLoader) if 'template_yaml' in case else case['template']
        return templar.template(source)
    if kind == 'when':
        cond = Conditional(loader=loader)
        cond.when = [case['expr']]
        return cond.evaluate_conditional(templar, variables)
    if kind == 'native':
        from ansible.template import AnsibleNativeEnvironment
        templar = templar.copy_with_new_env(environment_class=AnsibleNativeEnvironment)
        return templar.template(case['template'])
    if kind == 'file':
        with templar.set_temporary_context(searchpath=[os.path.join(FIXTURES, 'templates')], newline_sequence='\n',
                                           trim_blocks=True, lstrip_blocks=False):
            return templar.do_template(case['template'], preserve_trailing_newlines=True, escape_backslashes=False)
    raise ValueError(kind)


def core(error):
    """The innermost message: what went wrong without the words about where."""
    text = str(error)
    text = re.split(r'original message: ', text)[-1]
    text = re.sub(r'\. String: .*', '', text, flags=re.S)
    text = re.sub(r'^template error while templating string: ', '', text)
    for at in [m.start() for m in re.finditer(r'\. ', text)]:
        if text[:at].endswith(text[at + 2:]):
            return text[:at]
    return text


def view(value):
    try:
        return json.loads(json.dumps(value))
    except Exception:
        return None


def plain(value):
    """Exact types without Ansible's own subclasses, so that repr() is Python's."""
    if isinstance(value, dict):
        return {plain(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(plain(v) for v in value)
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, set):
        return {plain(v) for v in value}
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, str):
        return str.__str__(value)[:]
    return value


def record(cases, name, context_text):
    context = yaml.safe_load(context_text)
    blocks = {}
    for block in re.split(r'\n(?=\S)', context_text.strip('\n')):
        blocks[block.split(':')[0]] = block
    out = []
    for number, case in enumerate(cases):
        if isinstance(case, tuple):
            category, kind, source = case
            case = {'category': category, 'kind': kind}
            case['expr' if kind == 'when' else 'template'] = source
        source = case.get('template', case.get('expr', case.get('template_yaml', '')))
        case['id'] = ('%s-%s-%d' % (name, case['category'], number)).replace(' ', '-')
        source = source if isinstance(source, str) else str(source)
        extra = {key for key in blocks if re.search(r'\b%s\b' % re.escape(key), source)}
        if '.j2' in source:
            extra |= {'i', 'name', 't'}
        for _ in range(4):
            for key in list(extra):
                if '{{' in blocks[key]:
                    extra |= {other for other in blocks if re.search(r'\b%s\b' % re.escape(other), blocks[key])}
        case['context_yaml'] = '\n'.join(blocks[key] for key in blocks if key in extra) + '\n' if extra else '{}\n'
        case['context'] = {key: context[key] for key in blocks if key in extra}
        try:
            value = plain(run(case))
            case.update(expected=view(value), expected_type=type(value).__name__, expected_repr=repr(value))
            if len(case['expected_repr']) > 4000 or re.search(r'0x[0-9a-f]{9,}|<generator|<bound|object at|<built-in', case['expected_repr']):
                print('unstable', source, case['expected_repr'])
                continue
        except Exception as error:
            case.update(error=str(error), error_type=type(error).__name__, error_tokens=[core(error)])
            cause = getattr(error, 'orig_exc', None) or error.__cause__
            if cause is not None:
                case['error_cause'] = type(cause).__name__
            m = re.search(r"Error was a <class '([^']*)'>", str(error))
            if m:
                case['error_cause'] = m.group(1)
        case['context'] = view(case['context'])
        out.append(case)
    about = {'what': 'recorded from real ansible-core by test/record/template.py',
             'generated_with': {'python': sys.version.split()[0], 'ansible_core': __import__('ansible').release.__version__},
             'count': len(out), 'accepted_deviation': [
        '%s %s' % (case['id'], why.rsplit(': ', 1)[1]) for why in DEVIATIONS.get(name, [])
        for case in out if case.get('template', case.get('expr')) == why.rsplit(': ', 1)[0]]}
    with open(os.path.join(VECTORS, name + '.json'), 'w') as file:
        file.write('{"about": %s,\n"cases": [\n' % json.dumps(about))
        file.write(',\n'.join(json.dumps(case, sort_keys=True, default=str) for case in out))
        file.write('\n]}\n')
    print(name, len(out), 'cases,', sum('error' in case for case in out), 'errors')


def read(path):
    """Lines `category kind source`; `\\n` and `\\t` in source stay as written unless kind ends with `+`."""
    cases = []
    category = 'misc'
    for line in open(path):
        line = line.rstrip('\n')
        if line.startswith('## '):
            category = line[3:]
        elif line.startswith('when: '):
            cases.append((category, 'when', line[6:]))
        elif line.startswith('file: '):
            cases.append((category, 'file', json.loads(line[6:])))
        elif line.startswith('native: '):
            cases.append((category, 'native', line[8:]))
        elif line.startswith('str: '):
            cases.append((category, 'template', json.loads(line[5:])))
        elif line and not line.startswith('# '):
            cases.append((category, 'template', line))
    return cases


if __name__ == '__main__':
    context = open(os.path.join(HERE, 'context.yml')).read()
    for name in sys.argv[1:] or sorted(n[:-4] for n in os.listdir(HERE) if n.endswith('.txt')):
        record(read(os.path.join(HERE, name + '.txt')), name, context)
