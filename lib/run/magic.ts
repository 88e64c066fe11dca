import { dirname } from 'node:path';

import type { Dict, Value } from '../core/value.js';
import { withDependencies } from '../playbook/index.js';
import type { Role, Task } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import { lazyDict } from '../template/index.js';

import type { PlayRun, Run } from './context.js';
import type { HostState } from './host.js';
import type { Layer, Names, Scope } from './scope.js';
import { planOf } from './plan.js';
import { searchPathOf } from './search-path.js';

export interface MagicOf {
  readonly run: Run;
  readonly host: HostState;
  readonly playRun?: PlayRun | undefined;
  readonly task?: Task | undefined;
  /** The scope these names are part of, for `vars`. */
  readonly scope: () => Scope;
}

/** Names that Ansible itself sets; nothing a user or a host says can hide them. */
export function magicLayer(of: MagicOf): Layer {
  const get: Names['get'] = (name) => magic.get(name)?.(of);
  const names: Names = { get, keys: () => [...magic.keys()].filter((name) => get(name) !== undefined) };
  return { source: 'magic', names };
}

/** Those that are known before a host is: of the run, and of a role. */
export function earlyMagicLayer(run: Run, role?: Role): Layer {
  const get: Names['get'] = (name) =>
    ofRuns.has(name) ? ofRuns.get(name)!(run) : role && ofRoles.get(name)?.(role);
  return { source: 'magic', names: { get, keys: () => [...ofRuns.keys(), ...(role ? ofRoles.keys() : [])] } };
}

export const magicNames = (): Iterable<string> => magic.keys();

type Magic = (of: MagicOf) => Value | undefined;

const inPlay =
  (pick: (playRun: PlayRun) => Value): Magic =>
  ({ playRun }) =>
    playRun && pick(playRun);

const version: Dict = new Map<Value, Value>([
  ['full', '2.14.18'],
  ['major', 2],
  ['minor', 14],
  ['revision', 18],
  ['string', '2.14.18'],
]);

const ofRuns = new Map<string, (run: Run) => Value | undefined>([
  ['groups', groupsDict],
  ['hostvars', (run) => run.hostvars],
  ['playbook_dir', (run) => run.settings.playbookDir()],
  ['ansible_check_mode', (run) => run.settings.check],
  ['ansible_diff_mode', (run) => run.settings.diff],
  ['ansible_forks', (run) => run.settings.forks],
  ['ansible_verbosity', (run) => run.settings.verbosity],
  ['ansible_limit', (run) => run.settings.limit],
  ['ansible_run_tags', (run) => (run.settings.tags.only.length > 0 ? [...run.settings.tags.only] : ['all'])],
  ['ansible_skip_tags', (run) => [...run.settings.tags.skip]],
  ['ansible_inventory_sources', (run) => [...run.inventory.sources()]],
  ['ansible_config_file', (run) => run.settings.configFile ?? null],
  ['ansible_playbook_python', () => '/usr/bin/python3'],
  ['ansible_version', () => version],
  ['tsplay_phase', (run) => run.settings.phase],
]);

const ofRoles = new Map<string, (role: Role) => Value | undefined>([
  ['role_name', (role) => role.name.slice(role.name.lastIndexOf('.') + 1)],
  ['ansible_role_name', (role) => role.name],
  ['role_path', (role) => role.path],
  ['ansible_parent_role_names', (role) => someOf(includersOf(role).map((one) => one.name))],
  ['ansible_parent_role_paths', (role) => someOf(includersOf(role).map((one) => one.path))],
]);

const magic = new Map<string, Magic>([
  ['inventory_hostname', ({ host }) => host.name],
  ['inventory_hostname_short', ({ host }) => host.name.split('.')[0]!],
  ['inventory_file', ({ run, host }) => run.inventory.fileOf(host.name)],
  ['inventory_dir', ({ run, host }) => dirnameOf(run.inventory.fileOf(host.name))],
  ['group_names', ({ run, host }) => [...run.inventory.groupsOf(host.name)]],
  ['vars', variablesDict],
  ['play_hosts', inPlay(livePart('batch'))],
  ['ansible_play_batch', inPlay(livePart('batch'))],
  ['ansible_play_hosts', inPlay(livePart('all'))],
  ['ansible_play_hosts_all', inPlay((playRun) => [...playRun.allHosts])],
  ['ansible_play_name', inPlay((playRun) => playRun.name)],
  ['ansible_play_role_names', inPlay((playRun) => directRoles(playRun).map((role) => role.name))],
  ['ansible_dependent_role_names', inPlay((playRun) => dependentRoles(playRun))],
  ['role_names', inPlay((playRun) => directRoles(playRun).map((role) => role.name))],
  ['ansible_role_names', inPlay((playRun) => [...new Set(allRoles(playRun).map((role) => role.name))])],
  ['ansible_search_path', ({ run, task }) => (task ? [...searchPathOf(run, task)] : undefined)],
  ['environment', ({ task }) => task && environmentsOf(task)],
  ...[...ofRoles].map(([name, pick]): [string, Magic] => [name, ({ task }) => task?.role && pick(task.role)]),
  ...[...ofRuns].map(([name, pick]): [string, Magic] => [name, ({ run }) => pick(run)]),
]);

const dirnameOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : dirname(file);

/** The roles whose include_role or import_role led here, nearest first; a dependency came with its parent. */
function includersOf({ parents: [nearest], isDependency }: Role): Role[] {
  if (!nearest) return [];
  return isDependency ? includersOf(nearest) : [nearest, ...includersOf(nearest)];
}

/** What the play, the blocks and the task say of the environment, the innermost last. */
const environmentsOf = (task: Task): Value[] =>
  [...planOf(task).written('environment')].reverse().flatMap(({ value }) => value);

const someOf = (list: string[]): Value | undefined => (list.length > 0 ? list : undefined);

function groupsDict(run: Run): Dict {
  const groups = run.inventory.groups();
  return lazyDict({
    has: (name) => groups.has(pythonText(name)),
    get: (name) => {
      const hosts = groups.get(pythonText(name));
      return hosts && [...hosts];
    },
    keys: () => groups.keys(),
  });
}

function livePart(part: 'batch' | 'all'): (playRun: PlayRun) => Value {
  return (playRun) => {
    const names = part === 'all' ? playRun.allHosts : playRun.batch.map((host) => host.name);
    return names.filter((name) => !playRun.removed.has(name));
  };
}

const allRoles = (playRun: PlayRun): Role[] => withDependencies(playRun.play.roles);
const directRoles = (playRun: PlayRun): readonly Role[] => playRun.play.roles;
const dependentRoles = (playRun: PlayRun): string[] => [
  ...new Set(allRoles(playRun).flatMap((role) => role.dependencies.map((one) => one.name))),
];

/** `vars['name']`: everything the task sees, looked up when asked. */
function variablesDict(of: MagicOf): Dict {
  const scope = of.scope();
  return lazyDict({
    has: (name) => name !== 'vars' && scope.has(pythonText(name)),
    get: (name) => (name === 'vars' ? undefined : scope.get(pythonText(name))),
    keys: () => [...scope.names()].filter((name) => name !== 'vars' && scope.has(name)),
  });
}
