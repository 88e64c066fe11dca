#!/usr/bin/python3
"""Records the cases of a file of vectors once more with the real Ansible: new cases need no answers yet.

Run by hand:  /usr/bin/python3 test/record/again.py test/fixtures/vectors/mixed.json
"""
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import template  # noqa: E402

ANSWERS = ('error', 'error_cause', 'error_tokens', 'error_type', 'expected', 'expected_repr', 'expected_type')


def with_files(case):
    """The files of a case lie where its includes look for them."""
    folder = os.path.join(tempfile.mkdtemp(), 'templates')
    for name, text in case.get('files', {}).items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', newline='') as file:
            file.write(text)
    if 'files' in case or case['kind'] == 'file':
        template.FIXTURES = os.path.dirname(folder)
    return template.run(case)


def again(case):
    case = {key: value for key, value in case.items() if key not in ANSWERS}
    fixtures = template.FIXTURES
    try:
        case['expected_repr'] = repr(template.plain(with_files(case)))
    except Exception as error:
        case.update(error=str(error), error_type=type(error).__name__, error_tokens=[template.core(error)])
    finally:
        template.FIXTURES = fixtures
    return case


if __name__ == '__main__':
    for path in sys.argv[1:]:
        with open(path) as file:
            vectors = json.load(file)
        cases = [again(case) for case in vectors['cases']]
        with open(path, 'w') as file:
            file.write('{"about": %s,\n"cases": [\n' % json.dumps(vectors['about']))
            file.write(',\n'.join(json.dumps(case, sort_keys=True) for case in cases))
            file.write('\n]}\n')
        print(path, len(cases), 'cases')
