import { dirname } from 'node:path';

import { withDependencies } from '../playbook/index.js';
import type { Role, StaticPlace, Task } from '../playbook/types.js';

import type { PlayRun, Run } from './context.js';
import { InjectedFacts } from './facts.js';
import type { HostState } from './host.js';
import { earlyMagicLayer, magicLayer } from './magic.js';
import { planOf, roleChain } from './plan.js';
import { layer, layersOf, Scope, writtenLayer, type Layer } from './scope.js';
import type { Turn } from './turn.js';

export interface ScopeOf {
  readonly run: Run;
  readonly host: HostState;
  readonly playRun?: PlayRun | undefined;
  readonly task?: Task | undefined;
  /** Is told every name that is looked up. */
  readonly turn?: Turn | undefined;
}

/**
 * The variables a task sees at a host: one list of layers, highest precedence first.
 * Source: Ansible's public documentation, "Understanding variable precedence".
 */
export function scopeOf({ run, host, playRun, task, turn }: ScopeOf): Scope {
  const plan = task && planOf(task);
  const role = task?.role;
  const layers = [
    turn && !turn.isOpen ? watched(turn) : undefined,
    magicLayer({ run, host, playRun, task, scope: () => scope }),
    writtenLayer('extra vars', run.extraVars),
    ...(plan?.includeLayers ?? []),
    ...roleLayers(role).params,
    { source: 'set_fact and register', names: host.setFacts },
    { source: 'include_vars', names: host.includedVars, isWritten: true },
    ...(plan?.varLayers ?? []),
    ...roleLayers(role).vars,
    ...(playRun ? playRoles(run, playRun.roles).vars : []),
    ...(playRun?.vars.at(host) ?? []),
    ...hostLayers(run, host),
    ...roleLayers(role).defaults,
    ...(playRun ? playRoles(run, playRun.roles).defaults : []),
  ];
  const scope: Scope = new Scope(layersOf(layers), () => host.revision, run.settings.hashBehaviour);
  return scope;
}

/** What names a play's `vars_files` at a host: what stands below the play, and nothing that a task has set. */
export function scopeBelowTasks(run: Run, host: HostState, ofPlay: readonly Layer[]): Scope {
  const layers = [
    magicLayer({ run, host, scope: () => scope }),
    writtenLayer('extra vars', run.extraVars),
    ...ofPlay,
    ...hostLayers(run, host),
  ];
  const scope: Scope = new Scope(layersOf(layers), () => host.revision, run.settings.hashBehaviour);
  return scope;
}

/** What the name of an imported file or role may use: what is known before the run. */
export function scopeBeforeRun(run: Run, { vars, role, play }: StaticPlace, ofPlay: readonly Layer[]): Scope {
  const { params, vars: varsOfRole, defaults } = roleLayers(role);
  return new Scope(
    layersOf([
      writtenLayer('extra vars', run.extraVars),
      ...params,
      writtenLayer('vars', vars),
      ...varsOfRole,
      ...ofPlay,
      ...defaults,
      play && layer('magic', new Map([['playbook_dir', dirname(play.file)]])),
      earlyMagicLayer(run, role),
    ]),
    () => 0,
  );
}

const hostLayers = (run: Run, host: HostState): (Layer | undefined)[] => [
  ...(run.settings.injectFacts ? factLayers(host) : []),
  ...run.inventory.layersOf(host.name),
];

/** What a playbook called a fact is as good as a variable; what a host says has the names of facts. */
const factLayers = ({ facts, ownFacts }: HostState): (Layer | undefined)[] => [
  layer('cacheable facts', ownFacts),
  layer('facts', new InjectedFacts(facts)),
];

const watched = (turn: Turn): Layer => ({
  source: 'none',
  names: { get: (name) => void turn.watch(name), keys: () => [] },
});

interface RoleLayers {
  readonly params: readonly Layer[];
  readonly vars: readonly Layer[];
  readonly defaults: readonly Layer[];
}

const none: RoleLayers = { params: [], vars: [], defaults: [] };
const ofRole = new WeakMap<Role, RoleLayers>();

/** What a task of the role sees: its own first, then its dependencies', then those of the roles it belongs to. */
function roleLayers(role: Role | undefined): RoleLayers {
  if (!role) return none;
  let made = ofRole.get(role);
  if (!made) ofRole.set(role, (made = makeRoleLayers(role)));
  return made;
}

function makeRoleLayers(role: Role): RoleLayers {
  const family = roleChain(role);
  const below = dependenciesOf(role);
  return {
    params: layersOf(family.map((one) => writtenLayer(`parameters of role ${one.name}`, one.params))),
    vars: layersOf([...own(role), ...below.flatMap(own), ...role.parents.flatMap(own)]),
    defaults: layersOf(
      [...family, ...below].map((one) => writtenLayer(`defaults of role ${one.name}`, one.defaults)),
    ),
  };
}

const fileVars = (role: Role): Layer | undefined => writtenLayer(`vars of role ${role.name}`, role.vars);
const own = (role: Role): (Layer | undefined)[] => [
  fileVars(role),
  writtenLayer(`vars at role ${role.name}`, role.useVars),
];

/** The last dependency first: its variables win. */
function dependenciesOf(role: Role): Role[] {
  return [...role.dependencies].reverse().flatMap((one) => [one, ...dependenciesOf(one)]);
}

/** `vars:` of an import_role belong to the role, which the whole play sees. */
function importVars({ name, block: { parent } }: Role): Layer | undefined {
  return parent.kind === 'block' && parent.origin === 'import_role'
    ? writtenLayer(`vars at role ${name}`, parent.vars)
    : undefined;
}

const ofPlay = new WeakMap<
  readonly Role[],
  { readonly count: number; readonly layers: Omit<RoleLayers, 'params'> }
>();

/** What the play sees of its public roles: their vars, unless these are private, and defaults; the last role wins. */
export function playRoles(run: Run, roles: readonly Role[]): Omit<RoleLayers, 'params'> {
  const made = ofPlay.get(roles);
  if (made?.count === roles.length) return made.layers;
  const last = withDependencies(roles).reverse();
  const layers = {
    vars: run.settings.privateRoleVars
      ? []
      : layersOf(last.flatMap((role) => [...own(role), importVars(role)])),
    defaults: layersOf(last.map((role) => writtenLayer(`defaults of role ${role.name}`, role.defaults))),
  };
  ofPlay.set(roles, { count: roles.length, layers });
  return layers;
}
