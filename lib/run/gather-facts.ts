import type { Config } from '../config/index.js';
import type { Dict, Value } from '../core/value.js';
import type { Keyword, Play, Task } from '../playbook/types.js';
import { parseBool } from '../schema/index.js';

import type { PlayRun, Run } from './context.js';
import type { Flow } from './flow.js';
import type { PlayHost } from './host.js';
import { playTemplar } from './play-vars.js';

const tasks = new WeakMap<Play, Task>();

/** The implicit first task of a play: asks hosts for their facts, unless the play does not want it. */
export async function gatherFacts(flow: Flow, hosts: readonly PlayHost[]): Promise<void> {
  const { play, run } = flow.playRun;
  const written = writtenAnswer(flow.playRun);
  const asked = hosts.filter((host) => written ?? isWanted(run, host));
  if (asked.length === 0) return;
  const { started } = run;
  run.started = true;
  const task = tasks.get(play) ?? makeTask(play, run.settings.config);
  tasks.set(play, task);
  await flow.playRun.runTask(flow, task, asked);
  run.started = started;
}

/** The play's `gather_facts`: as with all keywords of a play, what a template in it says is of no host. */
function writtenAnswer({ run, play, vars }: PlayRun): boolean | undefined {
  const written = play.keywords.get('gather_facts');
  if (!written) return undefined;
  const value = playTemplar(run, play, vars).render(written.value);
  return value === null ? undefined : parseBool(value);
}

function isWanted({ settings }: Run, { state }: PlayHost): boolean {
  if (settings.gathering === 'explicit') return false;
  return settings.gathering === 'implicit' || !state.gathered;
}

const factSettings = [
  ['gather_subset', 'DEFAULT_GATHER_SUBSET'],
  ['gather_timeout', 'DEFAULT_GATHER_TIMEOUT'],
  ['fact_path', 'DEFAULT_FACT_PATH'],
] as const;

const valueOf = (config: Config, name: string): Value | undefined =>
  config.isSet(name) ? ((config.get(name) as Value | null) ?? undefined) : undefined;

function makeTask(play: Play, config: Config): Task {
  const args: Dict = new Map();
  for (const [name, setting] of factSettings) {
    const keyword = play.keywords.get(name);
    const configured = valueOf(config, setting);
    if (keyword) args.set(name, keyword.value);
    else if (configured !== undefined) args.set(name, configured);
  }
  const tags: Keyword = { name: 'tags', value: ['always'] as Value[], at: play.at, valueAt: play.at };
  return {
    kind: 'task',
    id: `${play.file}:${play.at.line}:gather_facts`,
    at: play.at,
    file: play.file,
    name: 'Gathering Facts',
    action: { module: 'gather_facts', at: play.at, args, argsAt: new Map(), templatedArgs: undefined },
    keywords: new Map([
      ['tags', tags],
      ['run_once', { ...tags, name: 'run_once', value: false }],
    ]),
    vars: new Map(),
    loop: undefined,
    parent: play,
    role: undefined,
    handler: false,
    dynamic: undefined,
  };
}
