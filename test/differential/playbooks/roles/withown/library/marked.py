#!/usr/bin/env python
import json
given = json.loads('''<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>''')
print(json.dumps({'stdout': given['word'], 'failed': given.get('bad', False), 'msg': 'as asked'}))
