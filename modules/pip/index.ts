import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  linesOf,
  makeResult,
  resultOf,
  scriptBeside,
} from '../../lib/module/index.js';
import { wordsIn } from '../../lib/core/read-words.js';
import { bool, choice, commandLine, int, list, path, text } from '../../lib/schema/index.js';

const returns = {
  cmd: list(text({}), { doc: 'The words of the command line' }),
  name: list(text({}), { doc: 'As asked' }),
  requirements: text({ doc: 'As asked' }),
  version: text({ doc: 'As asked' }),
  virtualenv: text({ doc: 'As asked' }),
  state: text({ doc: 'As asked' }),
  rc: int({ doc: 'Exit code, of a failure' }),
  stdout: text({ doc: 'What pip said' }),
  stderr: text({ doc: 'What pip said on standard error' }),
};

export const module = defineModule({
  name: 'pip',
  summary: 'Installs and removes packages of Python',
  notes: ['pip itself is asked what it would do (--dry-run), where it can tell.'],
  examples: `
- name: A tool in an environment of its own
  pip:
    name: reno>=4
    virtualenv: /opt/reno
    virtualenv_command: python3 -m venv`,
  args: {
    name: list(text({}), { doc: 'Packages: name, name==1.0, an address' }),
    version: text({ doc: 'The version of a single package' }),
    requirements: text({ doc: 'A file of requirements on the host' }),
    state: choice(['absent', 'forcereinstall', 'latest', 'present'], {
      doc: 'What should be',
      fallback: 'present',
    }),
    virtualenv: path({ doc: 'The environment; made when it is not there' }),
    virtualenv_command: commandLine(path({ doc: 'How it is made', fallback: 'virtualenv' })),
    virtualenv_python: text({ doc: 'With which Python' }),
    virtualenv_site_packages: bool({ doc: 'With the packages of the system', fallback: false }),
    executable: path({ doc: 'The pip to use' }),
    extra_args: commandLine(text({ doc: 'More options of pip' })),
    editable: bool({ doc: 'Where the source is, not a copy', fallback: false }),
    chdir: path({ doc: 'The directory to run in' }),
    umask: text({ doc: 'umask of what is installed' }),
    break_system_packages: bool({
      doc: "Install although the system's package manager looks after this Python",
      fallback: false,
    }),
  },
  rules: [
    { kind: 'required_one_of', names: ['name', 'requirements'] },
    { kind: 'mutually_exclusive', names: ['name', 'requirements'] },
    { kind: 'mutually_exclusive', names: ['executable', 'virtualenv'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'pip.sh', 'collect'),
  prepare(args) {
    const names = joinSpecifiers(args.name ?? []);
    if (args.version !== undefined && args.state === 'latest')
      return failure('version is incompatible with state=latest');
    if (args.version !== undefined && names.length > 1)
      return failure(
        "'version' argument is ambiguous when installing multiple package distributions. Please specify version restrictions next to each package in 'name' argument.",
      );
    if (args.virtualenv_python !== undefined && /\bpyvenv\b|-m venv\b/.test(args.virtualenv_command))
      return failure(
        'virtualenv_python should not be used when using the venv module or pyvenv as virtualenv_command',
      );
    const version =
      args.version === undefined ? '' : /^[<>=!~]/.test(args.version) ? args.version : `==${args.version}`;
    return {
      name: names.map((name) => name + version),
      extra_args: wordsIn(args.extra_args ?? ''),
      virtualenv_command: wordsIn(args.virtualenv_command),
    };
  },
  finish(reply, args) {
    const msg = failureOf(reply);
    const [stdout, stderr] = ['stdout', 'stderr'].map((key) => dataOf(reply, key) ?? '') as [string, string];
    const told = resultOf(reply, returns);
    const more = {
      cmd: told.get('cmd'),
      name: args.name === undefined ? null : [...args.name],
      version: args.version ?? null,
      state: args.state,
      requirements: args.requirements ?? null,
      virtualenv: args.virtualenv ?? null,
      stdout,
      stdout_lines: linesOf(stdout),
      stderr,
      stderr_lines: linesOf(stderr),
    };
    if (msg !== undefined) return failure(wordsOf(stdout, stderr) || msg, { ...more, rc: told.get('rc') });
    return makeResult({ changed: told.get('changed')!, ...more });
  },
});

const wordsOf = (stdout: string, stderr: string): string =>
  (stdout && `stdout: ${stdout}`) + (stderr && `\n:stderr: ${stderr}`);

// `a>=1,<2` was split at its comma
function joinSpecifiers(names: readonly string[]): string[] {
  const joined: string[] = [];
  for (const name of names.map((each) => each.trim()).filter((each) => each !== '')) {
    if (/^[<>=!~]/.test(name) && joined.length > 0) joined.push(`${joined.pop()},${name}`);
    else joined.push(name);
  }
  return joined;
}
