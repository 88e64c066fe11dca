import { isDict, type Dict, type Value } from '../core/value.js';
import type { Play, Role } from '../playbook/types.js';
import { parseBool, pythonText } from '../schema/index.js';
import { hashPassword, Templar } from '../template/index.js';

import type { PlayVars, Run } from './context.js';
import { earlyMagicLayer } from './magic.js';
import { playRoles, scopeBelowTasks } from './scope-of.js';
import { layer, layersOf, Scope, writtenLayer, type Layer } from './scope.js';
import { VarsFiles } from './vars-files.js';

export async function playVars(run: Run, play: Play): Promise<PlayVars> {
  const own = layersOf([layer('play vars_prompt', await promptVars(run, play)), playVarsLayer(play)]);
  const files = new VarsFiles(run, play, playScope(run, own));
  const known = [...files.known, ...own];
  return {
    known,
    at(host) {
      const layers = files.at(host, () => scopeBelowTasks(run, host, own));
      return layers === files.known ? known : [...layers, ...own];
    },
  };
}

const playVarsLayer = (play: Play): Layer | undefined => writtenLayer('play vars', play.vars);

/** What is known before any host is: extra variables, and those of the play and of the roles that are given. */
export function playScope(run: Run, layers: readonly Layer[], roles: readonly Role[] = []): Scope {
  const { vars, defaults } = playRoles(run, roles);
  const extra = writtenLayer('extra vars', run.extraVars);
  const all = layersOf([extra, ...vars, ...layers, earlyMagicLayer(run), ...defaults]);
  return new Scope(all, () => 0);
}

/** Renders keywords of a play, `hosts` too: they see what its roles and imported roles say, though not what included ones do. */
export const playTemplar = (run: Run, play: Play, vars: Pick<PlayVars, 'known'>): Templar =>
  new Templar({ ...run.settings.templating, variables: playScope(run, vars.known, play.roles) });

/** `vars_prompt`: what extra variables already say is not asked. */
async function promptVars(run: Run, play: Play): Promise<Dict> {
  const answers: Dict = new Map();
  const written = play.keywords.get('vars_prompt')?.value;
  for (const prompt of Array.isArray(written) ? renderPrompts(run, play, written) : []) {
    if (!isDict(prompt)) continue;
    const name = pythonText(prompt.get('name') ?? '');
    if (run.extraVars.has(name)) continue;
    answers.set(name, await askFor(run, name, prompt));
  }
  return answers;
}

/** All before the first is asked: no prompt sees the answer to another. */
function renderPrompts(run: Run, play: Play, prompts: Value[]): Value[] {
  const own = layersOf([playVarsLayer(play)]);
  const files = new VarsFiles(run, play, playScope(run, own), 'left out');
  return playTemplar(run, play, { known: [...files.known, ...own] }).render(prompts) as Value[];
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
  for (let before = ''; ; before = '***** VALUES ENTERED DO NOT MATCH ****\n') {
    const answer = await run.settings.ask({ ...question, text: before + question.text });
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
