import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { TsplayError, withHint } from '../core/problem.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import type { Play } from '../playbook/types.js';
import { parseBool, pythonText } from '../schema/index.js';
import { hashPassword, Templar } from '../template/index.js';
import { loadYamlFile, toValue } from '../yaml/index.js';

import type { Run } from './context.js';
import { layer, layersOf, Scope, writtenLayer, type Layer } from './scope.js';

/** `vars_files` over prompts over `vars:` of a play, highest first. */
export async function playVarLayers(run: Run, play: Play): Promise<readonly Layer[]> {
  const own = layersOf([
    layer('play vars_prompt', await promptVars(run, play)),
    writtenLayer('play vars', play.vars),
  ]);
  return [...varsFiles(run, play, own), ...own];
}

/** What is known before any host is: extra variables and those of the play. */
export function playScope(run: Run, layers: readonly Layer[]): Scope {
  const all = layersOf([
    writtenLayer('extra vars', run.extraVars),
    ...layers,
    layer(
      'magic',
      new Map<Value, Value>([
        ['playbook_dir', run.settings.playbookDir()],
        ['hostvars', run.hostvars],
        ['groups', groupsOf(run)],
      ]),
    ),
  ]);
  return new Scope(all, () => 0);
}

const groupsOf = (run: Run): Dict =>
  new Map([...run.inventory.groups()].map(([name, hosts]) => [name, [...hosts]]));

/** A name with host variables in it is looked at again for each host. An inner list names files of which the first that exists is taken. */
function varsFiles(run: Run, play: Play, own: readonly Layer[]): Layer[] {
  const written = play.keywords.get('vars_files');
  if (!written || written.value === null) return [];
  const templar = new Templar({
    ...run.settings.templating,
    variables: playScope(run, own),
    basedir: dirname(play.file),
  });
  const layers: Layer[] = [];
  for (const entry of Array.isArray(written.value) ? written.value : [written.value]) {
    const names = (Array.isArray(entry) ? entry : [entry]).map((name) => pythonText(templar.render(name)));
    const file = names.map((name) => find(play, name)).find((path) => path !== undefined);
    if (file === undefined) throw missing(names, play, written.valueAt);
    layers.unshift(...layersOf([writtenLayer(`play vars_files (${file})`, readVars(run, file))]));
  }
  return layers;
}

function find(play: Play, name: string): string | undefined {
  const dir = dirname(play.file);
  return [resolve(dir, 'vars', name), resolve(dir, name)].find((path) => existsSync(path));
}

const missing = (
  names: readonly string[],
  play: Play,
  at: TsplayError['problems'][number]['at'],
): TsplayError =>
  new TsplayError({
    code: 'missing-file',
    message: `vars file ${names.join(', ')} was not found`,
    at,
    hint: `looked beside ${play.file}`,
  });

function readVars(run: Run, file: string): Dict {
  const [document] = loadYamlFile(file, run.settings.yaml);
  for (const one of document?.warnings ?? []) run.bus.warn(withHint(one), one.at ? { at: one.at } : {});
  const value = document ? toValue(document.root) : null;
  if (value === null) return new Map();
  if (isDict(value)) return value;
  throw new TsplayError({
    code: 'bad-vars-file',
    message: `${file} must hold a dictionary of variables`,
    at: { file, line: 1, column: 1 },
  });
}

/** `vars_prompt`: what extra variables already say is not asked. */
async function promptVars(run: Run, play: Play): Promise<Dict> {
  const answers: Dict = new Map();
  const written = play.keywords.get('vars_prompt')?.value;
  for (const prompt of Array.isArray(written) ? written : []) {
    if (!isDict(prompt)) continue;
    const name = pythonText(prompt.get('name') ?? '');
    if (run.extraVars.has(name)) continue;
    answers.set(name, await askFor(run, name, prompt));
  }
  return answers;
}

async function askFor(run: Run, name: string, prompt: Dict): Promise<Value> {
  const fallback = prompt.get('default');
  const text = pythonText(prompt.get('prompt') ?? name);
  const secret = parseBool(prompt.get('private') ?? true);
  if (!run.settings.ask) {
    run.bus.warn(`Not prompting as we are not in interactive mode: ${name}`);
    return fallback ?? null;
  }
  const question = {
    text: fallback === undefined || fallback === null ? `${text}: ` : `${text} [${pythonText(fallback)}]: `,
    secret,
  };
  for (;;) {
    const answer = await run.settings.ask(question);
    const again = parseBool(prompt.get('confirm') ?? false)
      ? await run.settings.ask({ text: `confirm ${question.text}`, secret })
      : answer;
    if (answer !== again) continue;
    if (secret) run.secrets.add(answer);
    return encrypted(answer === '' && fallback !== undefined ? fallback : answer, prompt);
  }
}

/** `encrypt:` gives the hash of the answer, as the filter password_hash makes it. */
function encrypted(answer: Value, prompt: Dict): Value {
  const kind = prompt.get('encrypt');
  if (kind === undefined || kind === null) return answer;
  const salt = prompt.get('salt');
  const size = prompt.get('salt_size');
  return hashPassword(pythonText(answer), {
    kind: pythonText(kind),
    ...(salt === undefined || salt === null ? {} : { salt: pythonText(salt) }),
    ...(size === undefined || size === null ? {} : { saltSize: Number(size) }),
  });
}
