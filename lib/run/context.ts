import type { SourcePos } from '../core/position.js';
import type { Dict } from '../core/value.js';
import type { Loader, Play, Role, Step, Task } from '../playbook/types.js';

import type { Bus } from './bus.js';
import type { Flow } from './flow.js';
import type { HandlerList } from './handler-list.js';
import type { Connections } from './connections.js';
import type { HostState, PlayHost } from './host.js';
import type { PhasePlace } from './phase.js';
import type { RunSettings } from './options.js';
import type { Layer, Scope } from './scope.js';
import type { Secrets } from './secrets.js';
import type { RunningJob } from './run-async.js';
import type { Slots } from './slots.js';
import type { Stop } from './stop.js';
import type { RunInventory } from './run-inventory.js';

/** What everything in one run shares. */
export interface Run {
  readonly settings: RunSettings;
  readonly bus: Pick<Bus, 'emit' | 'warn'>;
  readonly secrets: Secrets;
  readonly stop: Stop;
  /** At most `forks` hosts work at the same time. */
  readonly forks: Slots;
  readonly loader: Loader;
  readonly inventory: RunInventory;
  readonly connections: Connections;
  readonly place: PhasePlace;
  readonly extraVars: Dict;
  readonly hosts: Map<string, HostState>;
  readonly customStats: Dict;
  /** Jobs of `async` with `poll: 0`. */
  readonly jobs: Map<string, RunningJob>;
  /** The `hostvars` dict; made once. */
  readonly hostvars: Dict;
  hostState(name: string): HostState;
  /** Begun, so that `--start-at-task` waits no more. */
  started: boolean;
  /** `--step` was answered with `continue`. */
  stepFreely: boolean;
}

/** Variables of a play: `vars_files` over prompts over `vars:`, highest first. */
export interface PlayVars {
  /** What needs no host. */
  readonly known: readonly Layer[];
  at(host: HostState): readonly Layer[];
}

/** One play while it runs. */
export interface PlayRun {
  readonly run: Run;
  readonly play: Play;
  readonly id: string;
  readonly name: string;
  readonly at: SourcePos;
  /** Every host the play was meant for, in the order of the inventory, whatever `order` says. */
  readonly allHosts: readonly string[];
  /** Hosts that failed and were not rescued, over all batches. */
  readonly removed: Set<string>;
  /** The hosts of this pass. */
  readonly batch: readonly PlayHost[];
  readonly vars: PlayVars;
  /** Roles whose vars and defaults the whole play sees, in order of use. */
  readonly roles: Role[];
  readonly handlers: HandlerList;
  /** What names of handlers may use: nothing of a host. */
  namingScope(task: Task): Scope;
  /** Hosts where a task of a role did something, by role and parameters. */
  readonly rolesBegun: Map<string, Set<string>>;
  /** Those that went through it. */
  readonly rolesDone: Map<string, Set<string>>;
  /** Tasks that only some hosts at a time may run. */
  readonly throttles: Map<Task, Slots>;
  /** Hosts go in step (linear) or each on its own (free, host_pinned). */
  readonly lockStep: boolean;
  /** In production: the first host of an image, and all that it stands for. */
  readonly standsFor: ReadonlyMap<string, readonly string[]>;
  readonly forceHandlers: boolean;
  readonly maxFailPercentage: number | undefined;
  /** Steps hold tasks that include steps: the circle is closed here and not by imports. */
  readonly runSteps: (flow: Flow, steps: readonly Step[], hosts: readonly PlayHost[]) => Promise<void>;
  readonly runTask: (flow: Flow, task: Task, hosts: readonly PlayHost[]) => Promise<void>;
  /** `end_play` or a fatal error: no further batch. */
  ended: boolean;
  /** A fatal error (any_errors_fatal, max_fail_percentage): no further play either. */
  broken: boolean;
  /** How often Ansible says that no host is left. */
  noHostsLeft: number;
}
