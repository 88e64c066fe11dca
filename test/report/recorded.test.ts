import { expect } from 'chai';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askTsplay } from '../support/beside-ansible.js';

interface Case {
  readonly name: string;
  readonly callback: string;
  readonly playbook?: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}
interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: readonly string[];
}

const fixtures = path.resolve(import.meta.dirname, '../fixtures/outputs');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(fixtures, name), 'utf8'));
const recorded = read('recorded.json') as Readonly<Record<string, Said>>;

describe('outputs: what ansible-playbook 2.14.18 was recorded to print', function () {
  this.timeout(120_000);

  for (const one of read('cases.json') as readonly Case[]) {
    it(one.name, () => {
      expect(alike(run(one))).to.deep.equal(alike(recorded[one.name]!));
    });
  }
});

function run({ callback, playbook = 'site.yml', argv, env }: Case): Said {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'tsplay-outputs-')));
  try {
    cpSync(fixtures, cwd, { recursive: true });
    const given = { ANSIBLE_FORKS: '1', ANSIBLE_STDOUT_CALLBACK: callback, ...env };
    const done = askTsplay(['run', '-i', 'inventory', playbook, '-e', `dir=${cwd}`, ...argv], {
      cwd,
      env: { HOME: cwd, JUNIT_OUTPUT_DIR: `${cwd}/junit`, ANSIBLE_NOCOLOR: '', ...given },
    });
    const junit = path.join(cwd, 'junit');
    const files = existsSync(junit) ? readdirSync(junit).sort() : [];
    const said = { ...done, files: files.map((file) => readFileSync(path.join(junit, file), 'utf8')) };
    return JSON.parse(JSON.stringify(said).replaceAll(cwd, '{dir}')) as Said;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Without times, ids and what Ansible tells of its own work at the host. */
function alike({ code, stdout, stderr, files }: Said): unknown {
  return {
    code,
    stdout: stdout.startsWith('{') ? withoutOwnWork(JSON.parse(stdout)) : timeless(stdout).split('\n'),
    stderr: timeless(stderr),
    files: files.map((file) => timeless(file).split('\n')),
  };
}

const timeless = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}/g, 'TIME')
    .replace(/\d:\d\d:\d\d\.\d{6}/g, 'SPAN')
    .replace(/ time="[^"]*"/g, '')
    .replace(/^((?:\u001b\[[\d;]*m)*\+\+\+ after:? ?).*$/gm, '$1')
    .replace(/"invocation": \{"module_args": \{[^}]*\}\},| *"src": "[^"]*\/source",\n?/g, '')
    .replace(/^&quot;invocation&quot;: \{\n(?:.*\n)*?\}\n\},\n/gm, '')
    .replace(/^.*(?:ansible-tmp-|content:\/source|"?md5sum).*\n/gm, '');

const ownWork = new Set(['invocation', 'id', 'delta', 'start', 'end', 'src', 'md5sum', 'diff']);

function withoutOwnWork(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutOwnWork);
  if (typeof json !== 'object' || json === null) return json;
  const kept = Object.entries(json).filter(([key]) => !ownWork.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutOwnWork(value)]));
}
