#!/usr/bin/python3
"""Records what Ansible makes of the inventories in test/fixtures/inventory.

    /usr/bin/python3 test/record/inventory.py

writes <case>.json beside them: sources, playbook folder, --list, --graph and hosts by pattern.
"""
import json, os, subprocess, tempfile, tomllib, yaml

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'inventory')
ENV = {**os.environ, 'ANSIBLE_LOCALHOST_WARNING': 'false', 'ANSIBLE_DEPRECATION_WARNINGS': 'false', 'ANSIBLE_NOCOLOR': '1'}
# Python's own tomllib reads TOML 1.0; the library that Ansible likes better, an earlier one with faults
NO_TOML = tempfile.mkdtemp()
with open(os.path.join(NO_TOML, 'toml.py'), 'w') as module:
    module.write('raise ImportError("tomllib is asked")\n')
CASES = {
    'ini': (['ini/hosts'], None, 'ini/patterns'),
    'yaml': (['yaml/hosts.yml'], None, 'yaml/patterns'),
    'directory': (['directory'], None, 'directory/patterns.txt'),
    'script': (['script/with-host'], None, None),
    'layers': (['layers/hosts'], 'layers/play', None),
    'list': (['a,b:2222, c ,[fe80::1]:22,fe80::2,a'], None, None),
    'several': (['ini/hosts', 'yaml/hosts.yml', 'x,y,web01.example.com,', 'layers/hosts'], 'layers/play', 'ini/patterns'),
    'toml': (['toml/hosts.toml'], None, 'toml/patterns'),
    'constructed': (['constructed/hosts.ini', 'constructed/plugin.yml'], None, None),
}


def run(*argv):
    env = dict(ENV)
    if '--toml' not in argv:
        env['PYTHONPATH'] = NO_TOML
    if any(word.endswith('.toml') for word in argv):
        # what reads INI is asked first, and leaves groups behind before it gives up
        env['ANSIBLE_INVENTORY_ENABLED'] = 'toml'
    done = subprocess.run(argv, cwd=HERE, env=env, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def hosts_of(sources, pattern):
    out = run('ansible', *sources, '--list-hosts', pattern)
    return None if out is None else [line.strip() for line in out.splitlines()[1:]]


def plain(text):
    return json.loads(json.dumps(yaml.safe_load(text), default=lambda date: date.isoformat()))


def tables(*flags):
    text = run('ansible-inventory', *flags, '--list', '--toml')
    return json.loads(json.dumps(tomllib.loads(text))) if text else None


for name, (sources, playbook_dir, patterns) in CASES.items():
    flags = [part for source in sources for part in ('-i', source)]
    play = ['--playbook-dir', playbook_dir] if playbook_dir else []
    found = run('ansible-inventory', *flags, *play, '--list')
    answer = {
        'sources': sources,
        'playbookDir': playbook_dir,
        'list': json.loads(found) if found else None,
        'graph': run('ansible-inventory', *flags, *play, '--graph'),
        'export': json.loads(run('ansible-inventory', *flags, *play, '--list', '--export')),
        'nested': plain(run('ansible-inventory', *flags, *play, '--list', '--yaml')),
        'nestedExport': plain(run('ansible-inventory', *flags, *play, '--list', '--yaml', '--export')),
        'toml': tables(*flags, *play),
        'tomlExport': tables(*flags, *play, '--export'),
        'patterns': {},
    }
    if patterns:
        for pattern in open(os.path.join(HERE, patterns)).read().splitlines():
            answer['patterns'][pattern] = hosts_of(flags, pattern)
    with open(os.path.join(HERE, name + '.json'), 'w') as out:
        json.dump(answer, out, indent=1, ensure_ascii=False)
        out.write('\n')
    print(name, found is not None, len(answer['patterns']))
