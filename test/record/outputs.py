#!/usr/bin/env python3
"""Records what ansible-playbook prints, by callback and setting: test/fixtures/outputs/recorded.json.
Names of cases: these only."""
import json, os, pathlib, shutil, subprocess, sys, tempfile

here = pathlib.Path(__file__).parent.parent / 'fixtures/outputs'
names = sys.argv[1:]
recorded = json.loads((here / 'recorded.json').read_text()) if names else {}
for case in json.loads((here / 'cases.json').read_text()):
    if names and case['name'] not in names:
        continue
    with tempfile.TemporaryDirectory() as tmp:
        tmp = os.path.realpath(tmp)
        for name in ('site.yml', 'hidden.yml', 'floats.yml', 'included.yml', 'inventory'):
            shutil.copy(here / name, tmp)
        env = {'PATH': os.environ['PATH'], 'HOME': tmp, 'LC_ALL': 'C.UTF-8', 'ANSIBLE_FORKS': '1', 'JUNIT_OUTPUT_DIR': f'{tmp}/junit',
               'ANSIBLE_PYTHON_INTERPRETER': '/usr/bin/python3', 'ANSIBLE_STDOUT_CALLBACK': case['callback'], **case['env']}
        done = subprocess.run(['ansible-playbook', '-i', 'inventory', case.get('playbook', 'site.yml'), '-e', f'dir={tmp}', *case['argv']],
                              cwd=tmp, env=env, capture_output=True, text=True)
        files = sorted(pathlib.Path(tmp, 'junit').glob('*.xml'))
        said = {'stdout': done.stdout, 'stderr': done.stderr, 'files': [file.read_text() for file in files]}
        recorded[case['name']] = {'code': done.returncode, **json.loads(json.dumps(said).replace(tmp, '{dir}'))}
(here / 'recorded.json').write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + '\n')
