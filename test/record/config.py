#!/usr/bin/env python3
"""Records what the real ansible-config says of settings: test/fixtures/config/recorded.json and plugin-options.json."""
import json, yaml, os, subprocess, tempfile, pathlib

out = pathlib.Path(__file__).parent.parent / 'fixtures/config/recorded.json'
cases = {
    'defaults': ('', {}),
    'ini': ('[defaults]\nforks = 7 ; seven\nroles_path = roles:/r:~/x\ninventory=hosts,/abs/inv\nhost_key_checking = no\n'
            'stdout_callback="minimal"\nretry_files_enabled: yes\n[privilege_escalation]\nbecome=True\nbecome_user = joe\n'
            '[diff]\ncontext = 5\n[tags]\nrun = a, b\n[colors]\nok = blue\n', {}),
    'variables win': ('[defaults]\nforks = 7\n', {'ANSIBLE_FORKS': '9', 'ANSIBLE_ROLES_PATH': 'a:b', 'ANSIBLE_GATHERING': 'smart',
                      'ANSIBLE_RUN_TAGS': 'x,y', 'ANSIBLE_DIFF_ALWAYS': 'maybe', 'NO_COLOR': '1', 'ANSIBLE_HOME': '/h'}),
    'of two keys the later': ('[defaults]\ncollections_paths=/a\ncollections_path=/b\n', {'ANSIBLE_CALLBACK_WHITELIST': 'x', 'ANSIBLE_CALLBACKS_ENABLED': 'y'}),
}
recorded = []
for name, (ini, env) in cases.items():
    with tempfile.TemporaryDirectory() as tmp:
        tmp = os.path.realpath(tmp)
        if ini:
            open(f'{tmp}/ansible.cfg', 'w').write(ini)
        said = subprocess.run(['ansible-config', 'dump', '--format', 'json'], cwd=tmp, capture_output=True, text=True, check=True,
                              env={'PATH': os.environ['PATH'], 'HOME': '/home/user', **env}).stdout
        values = {one['name']: [one['value'], one['origin']] for one in json.loads(said.replace(tmp, '{dir}')) if one.get('name') not in (None, 'CONFIG_FILE', 'DEFAULT_LOCAL_TMP')}
        if recorded:
            values = {key: value for key, value in values.items() if recorded[0]['values'][key] != value}
        recorded.append({'name': name, 'ini': ini, 'env': env, 'values': values})
out.write_text(json.dumps(recorded, indent=1) + '\n')

options = {}
for kind in ('become', 'callback', 'connection', 'shell'):
    said = subprocess.run(['ansible-config', 'list', '-t', kind], capture_output=True, text=True, check=True).stdout
    for plugin, known in yaml.safe_load(said)['PLUGINS'][kind].items():
        if plugin not in ('sudo', 'su', 'default', 'junit', 'minimal', 'tree', 'local', 'ssh', 'sh'):
            continue
        for name, option in known.items():
            keys = [f"{one['section']}.{one['key']}" for one in option.get('ini') or []]
            variables = [one['name'] for one in option.get('env') or []]
            if keys or variables:
                options[f'{plugin}.{name}'] = {'ini': keys, 'env': variables}
(out.parent / 'plugin-options.json').write_text(json.dumps(options, indent=1) + '\n')
