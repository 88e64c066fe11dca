"""Records what the real lineinfile, blockinfile and replace answer: python3 test/record/edit-modules.py > test/fixtures/recorded/edit-modules.json"""
import itertools, json, os, subprocess, sys, tempfile

TEXTS = ["", "a\nb\nc\n", "a\nb\na", "x=1\n# x=2\ny = 3\nx=4\n", "one\r\ntwo\r\n", "  indented\n\n\nend"]
BLOCKS = ["a\n# BEGIN ANSIBLE MANAGED BLOCK\nold\n# END ANSIBLE MANAGED BLOCK\nz\n", "# BEGIN ANSIBLE MANAGED BLOCK\nnew\nlines\n# END ANSIBLE MANAGED BLOCK", "p\n# END ANSIBLE MANAGED BLOCK\n"]

LINE = [
    {"line": "a"}, {"line": "new"}, {"line": "x=9", "regexp": "^x="}, {"line": "x=9", "regexp": "^x=", "firstmatch": True},
    {"line": "x=9", "regexp": "^z=", "insertafter": "^x="}, {"line": "x=9", "insertafter": "^x=", "firstmatch": True},
    {"line": "x=9", "insertbefore": "^x="}, {"line": "x=9", "insertbefore": "^x=", "firstmatch": True}, {"line": "q", "insertbefore": "BOF"}, {"line": "a", "insertbefore": "BOF"},
    {"line": "q", "insertafter": "BOF"}, {"line": "q", "insertafter": "EOF"}, {"line": "q", "insertafter": "nomatch"}, {"line": "q", "insertbefore": "nomatch"},
    {"line": "\\1=7", "regexp": "^(x|y)\\s*=", "backrefs": True}, {"line": "\\g<k> is \\2", "regexp": "^(?P<k>\\w)\\s*=\\s*(\\d)$", "backrefs": True},
    {"line": "nope", "regexp": "zzz", "backrefs": True}, {"line": "two", "search_string": "tw"}, {"line": "b", "search_string": "b"}, {"line": "q", "search_string": "zz", "insertafter": "a"},
    {"line": "tab\there 'q' \"d\""}, {"line": "c", "insertafter": "a"}, {"line": "b", "insertafter": "^a"}, {"line": "a", "insertbefore": "^b"}, {"line": "y = 3", "regexp": "^y\\s*=\\s*3$"}, {"line": "end", "regexp": "end\\Z"},
    {"line": "k", "regexp": "(?i)^A$"}, {"line": "multi\nline"}, {"line": "with end\n"}, {"line": ""}, {"line": "", "regexp": "^b"},
    {"state": "absent", "line": "a"}, {"state": "absent", "regexp": "^x"}, {"state": "absent", "search_string": "e"}, {"state": "absent", "regexp": "^\\s*$"}, {"state": "absent", "regexp": "nomatch"},
]
BLOCK = [
    {"block": "new\nlines"}, {"block": "new\nlines\n"}, {"block": "x", "insertafter": "^a"}, {"block": "x", "insertbefore": "^b"}, {"block": "x", "insertbefore": "BOF"}, {"block": "x", "insertafter": "EOF"},
    {"block": "x", "insertafter": "nomatch"}, {"block": "x", "insertbefore": "nomatch"}, {"block": ""}, {"state": "absent"},
    {"block": "x", "marker": "<!-- {mark} -->"}, {"block": "x", "marker_begin": "START", "marker_end": "STOP"},
    {"block": "x\n\n"},
]
REPLACE = [
    {"regexp": "a", "replace": "b"}, {"regexp": "^x=(\\d)", "replace": "y=\\1"}, {"regexp": "^", "replace": "# "}, {"regexp": "$", "replace": ";"}, {"regexp": "nomatch", "replace": ""}, {"regexp": "b\\n", "replace": ""}, {"regexp": "a"},
    {"regexp": "x", "replace": "z", "after": "y"}, {"regexp": "x", "replace": "z", "before": "y"}, {"regexp": "x", "replace": "z", "after": "#", "before": "y"}, {"regexp": "x", "replace": "z", "after": "none"}, {"regexp": "(?P<n>\\w)=", "replace": "\\g<n>:"}, {"regexp": "\\s+$", "replace": ""}, {"regexp": "a", "replace": "a"}, {"regexp": "\\r", "replace": ""},
]

def run(module, args, text):
    with tempfile.TemporaryDirectory() as root:
        path = os.path.join(root, "f")
        if text is not None:
            open(path, "wb").write(text.encode())
        given = dict(args, path=path)
        done = subprocess.run(["/usr/bin/python3", "-m", "ansible.modules." + module], input=json.dumps({"ANSIBLE_MODULE_ARGS": given}), capture_output=True, text=True)
        out = json.loads(done.stdout.strip().splitlines()[-1])
        after = open(path, "rb").read().decode() if os.path.exists(path) else None
        result = {k: out[k] for k in ("changed", "failed", "msg", "found", "rc") if k in out}
        if "msg" in result:
            result["msg"] = result["msg"].replace(path, "$PATH")
        return {"module": module, "args": args, "before": text, "result": result, "after": after}

from concurrent.futures import ThreadPoolExecutor
jobs = [("lineinfile", a, t) for a in LINE for t in TEXTS] + [("lineinfile", dict(a, create=c), None) for a in LINE[:3] + LINE[-5:-3] for c in (True, False)]
jobs += [("blockinfile", a, t) for a in BLOCK for t in TEXTS[:3] + TEXTS[-1:] + BLOCKS] + [("blockinfile", dict(a, create=c), None) for a in BLOCK[:2] + BLOCK[8:10] for c in (True, False)]
jobs += [("replace", a, t) for a in REPLACE for t in TEXTS] + [("replace", REPLACE[0], None)]
with ThreadPoolExecutor(2) as pool:
    print("[\n" + ",\n".join(json.dumps(r) for r in pool.map(lambda j: run(*j), jobs)) + "\n]")
