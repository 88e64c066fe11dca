import { readFileSync } from 'node:fs';

import { isDict, type Dict, type Value } from '../core/value.js';
import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  type Module,
  type ModuleContext,
  type Result,
} from '../module/index.js';
import { pythonText } from '../schema/index.js';
import { dumpJson } from '../template/index.js';

import { moduleAnswer } from './module-answer.js';

/**
 * A program of the user's, run at the host with its arguments in a file; what it prints is the result.
 * @param python the interpreter of `#!…/python` where no variable names one
 */
export function customModule(name: string, file: string, python?: string): Module {
  return defineModule({
    name,
    summary: `The module ${file}`,
    args: {},
    open: true,
    returns: {},
    run: async (_args, ctx, extra) => runProgram({ name, file, python }, ctx, new Map<Value, Value>(extra)),
  });
}

interface Program {
  readonly name: string;
  readonly file: string;
  readonly python: string | undefined;
}

async function runProgram({ name, file, python }: Program, ctx: ModuleContext, args: Dict): Promise<Result> {
  const program = readFileSync(file);
  const kind = kindOf(program);
  if (kind === 'module_utils') return failure(needsUtils(name, file));
  const given = dumpJson(new Map<Value, Value>([...args, ...internals(name, ctx)]));
  const reply = await ctx.call(
    runScript,
    {
      program: await ctx.session.stage(withArguments(program, given), { signal: ctx.signal }),
      given: kind === 'old' ? keyValues(args) : given,
      interpreter: interpreterOf(program, ctx, python),
      words: shebangOf(program)?.words ?? '',
    },
    { mode: 'apply' },
  );
  const msg = failureOf(reply);
  if (msg !== undefined) return failure(msg);
  return moduleAnswer({
    stdout: dataOf(reply, 'stdout') ?? '',
    stderr: dataOf(reply, 'stderr') ?? '',
    rc: Number(dataOf(reply, 'rc') ?? 0),
    warn: ctx.alert,
  });
}

type Kind = 'json' | 'old' | 'module_utils';

function kindOf(program: Buffer): Kind {
  const isProgram = program.subarray(0, 1024).includes(0);
  const text = program.toString('latin1');
  if (/^\s*(from|import) ansible\.module_utils/m.test(text)) return 'module_utils';
  return isProgram || text.includes('WANT_JSON') || text.includes(marker) ? 'json' : 'old';
}

const needsUtils = (name: string, file: string): string =>
  `the module ${name} (${file}) is written in Python for Ansible's own module_utils, which tsplay does not have; a module that reads its arguments as JSON from a file (WANT_JSON) works`;

const marker = '<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>';

const withArguments = (program: Buffer, given: string): Buffer =>
  program.includes(marker) ? Buffer.from(program.toString('utf8').replaceAll(marker, () => given)) : program;

function internals(name: string, ctx: ModuleContext): readonly (readonly [string, Value])[] {
  return [
    ['_ansible_check_mode', ctx.check],
    ['_ansible_diff', ctx.diff],
    ['_ansible_no_log', ctx.noLog],
    ['_ansible_verbosity', ctx.verbosity],
    ['_ansible_module_name', name],
    ['_ansible_version', '2.14.18'],
  ];
}

/** `a=1 b='x y'`, as a shell can source it. */
function keyValues(args: Dict): string {
  return [...args]
    .map(
      ([key, value]) => `${pythonText(key)}=${quoted(isDict(value) ? dumpJson(value) : pythonText(value))}`,
    )
    .join(' ');
}

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;

function shebangOf(program: Buffer): { readonly name: string; readonly words: string } | undefined {
  const [line = ''] = program.toString('latin1', 0, 200).split('\n', 1);
  const match = /^#!\s*(\S+)(.*)$/.exec(line);
  if (!match) return undefined;
  const words = [match[1]!, ...match[2]!.trim().split(/\s+/)].filter((word) => word !== '');
  const named = words[0]!.endsWith('/env') && words[1] !== undefined ? words[1] : words[0]!;
  return { name: named.slice(named.lastIndexOf('/') + 1), words: words.join(' ') };
}

/** `ansible_python_interpreter` and its like take the place of what the first line names. */
function interpreterOf(program: Buffer, ctx: ModuleContext, python: string | undefined): string {
  const name = shebangOf(program)?.name;
  if (name === undefined) return '';
  const set =
    ctx.variable(`ansible_${name}_interpreter`) ??
    ctx.variable(`ansible_${name.replace(/[\d.]+$/, '')}_interpreter`) ??
    (name === 'python' ? python : undefined);
  const wanted = set === undefined || set === null ? '' : pythonText(set);
  if (wanted !== '' && !wanted.startsWith('auto')) return wanted;
  return /^python[\d.]*$/.test(name) ? 'auto' : '';
}

const runScript = `
if [ "$interpreter" = auto ]; then
  interpreter=''
  for each in /usr/bin/python3 python3 /usr/libexec/platform-python python; do
    if have "$each"; then interpreter=$each; break; fi
  done
  [ -n "$interpreter" ] || fail 'the module is written in Python and the host has none'
fi
chmod 700 "$program" || fail "cannot make $program executable"
umask 077
printf '%s' "$given" >"$program.args" || fail "cannot write $program.args"
if [ -n "$interpreter" ]; then
  data_out stdout stderr rc $interpreter "$program" "$program.args" </dev/null
elif [ -n "$words" ]; then
  data_out stdout stderr rc $words "$program" "$program.args" </dev/null
else
  data_out stdout stderr rc "$program" "$program.args" </dev/null
fi
rm -f -- "$program" "$program.args"
exit 0
`;
