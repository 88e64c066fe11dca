#!/usr/bin/python3
"""Records what Ansible answers about the inventories in test/fixtures/inventory/oddities.jsonl.

    /usr/bin/python3 test/record/inventory-oddities.py

Each line holds files (one that starts with #! is executable) and command lines; stdout is written anew.
"""
import json, os, subprocess, tempfile

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'inventory', 'oddities.jsonl')
ENV = {**os.environ, 'ANSIBLE_LOCALHOST_WARNING': 'false', 'ANSIBLE_NOCOLOR': '1'}


def place(files, folder):
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as out:
            out.write(text)
        if text.startswith('#!'):
            os.chmod(path, 0o755)


with open(FILE) as known:
    oddities = [json.loads(line) for line in known]
for oddity in oddities:
    with tempfile.TemporaryDirectory() as folder:
        place(oddity['files'], folder)
        for asked in oddity['asked']:
            done = subprocess.run([asked['tool'], *asked['argv']], cwd=folder, env=ENV, capture_output=True, text=True)
            asked['stdout'] = done.stdout
with open(FILE, 'w') as out:
    out.writelines(json.dumps(oddity, ensure_ascii=False) + '\n' for oddity in oddities)
