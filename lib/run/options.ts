import type { Config } from '../config/index.js';
import type { HostKeyQuestion } from '../connect/ssh/host-key-question.js';
import type { Inventory } from '../inventory/inventory.js';
import type { Dict } from '../core/value.js';
import type { Module, Pause, Registry } from '../module/index.js';
import type { TemplarOptions } from '../template/index.js';

import type { HostTotals } from '../core/event.js';
import type { Json } from '../core/json.js';
import type { Problem } from '../core/problem.js';
import type { VaultSecret } from '../vault/index.js';
import type { YamlOptions } from '../yaml/index.js';
import type { DebuggingPerson } from './debug-scope.js';
import type { FactCache } from './fact-cache.js';
import type { Listener } from './bus.js';
import type { PhasePlace } from './phase.js';
import type { ConnectionDefaults } from './connections.js';
import type { Secrets } from './secrets.js';
import type { SpanListener } from './span.js';
import type { TagChoice } from './tags.js';

/** Asks the user something (`vars_prompt`). */
export interface Ask {
  (question: { readonly text: string; readonly secret: boolean }): Promise<string>;
}

/** A playbook that is no file. */
export interface PlaybookText {
  /** Where it would be: files, roles and variables are looked for beside it, and messages name it. */
  readonly file: string;
  readonly text: string;
}

/** What {@link run} takes. Only `playbooks` is required. */
export interface RunOptions {
  readonly playbooks: readonly (string | PlaybookText)[];
  /** Inventory files, directories, executables, `a,b,` lists; or an inventory that was loaded. */
  readonly inventory?: Inventory | string | readonly string[];
  readonly limit?: string;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  /** Highest precedence; later ones win. */
  readonly extraVars?: Dict | Readonly<Record<string, Json>>;
  readonly check?: boolean;
  readonly diff?: boolean;
  /** Hosts that work at the same time. Default 20. */
  readonly forks?: number;
  readonly verbosity?: number;
  /** `production` bakes: hosts that `place` maps to an image run there. Default `dev`. */
  readonly phase?: 'dev' | 'production';
  /** Where hosts are in this phase; see phase.ts. */
  readonly place?: PhasePlace;
  /** Events carry the arguments of tasks, as they are written. */
  readonly tellArguments?: boolean;
  /** `ansible`: a file that is no good playbook ends with 4, as with ansible-playbook, and not with 1. */
  readonly exitCodes?: 'tsplay' | 'ansible';
  readonly startAtTask?: string;
  /** Asked before every task: run it? */
  readonly step?: (task: string) => Promise<'yes' | 'no' | 'continue'>;
  readonly forceHandlers?: boolean;
  /** Tasks that need nothing of each other travel to a host together. Default true; the results are the same. */
  readonly sendAlong?: boolean;
  readonly flushCache?: boolean;
  /** Connection values given on the command line (`-u`, `-c`, `-b`, …), lowest precedence. */
  readonly connection?: ConnectionDefaults;
  readonly modules?: readonly Module[];
  readonly registry?: Registry;
  readonly rolesPath?: readonly string[];
  /** Directories that hold `ansible_collections`, for their roles. */
  readonly collectionsPath?: readonly string[];
  /** Directories with modules of the user's, besides `library/` of playbooks and roles. */
  readonly libraryPath?: readonly string[];
  readonly factCache?: FactCache;
  readonly gathering?: 'implicit' | 'explicit' | 'smart';
  readonly injectFacts?: boolean;
  /** `merge`: dicts of several levels of precedence are one. Default `replace`. */
  readonly hashBehaviour?: 'replace' | 'merge';
  /** Options of templates: native types, lookups, vault. */
  readonly templating?: Partial<Omit<TemplarOptions, 'variables'>>;
  /** Passwords of whatever is encrypted: inventories, variables, playbooks, files. */
  readonly vaultSecrets?: readonly VaultSecret[];
  /** What the settings of ansible.cfg say where nothing else does. */
  readonly config?: Config;
  readonly unvault?: (content: Buffer) => Buffer;
  readonly decryptVault?: (text: string, at: { file: string; line: number; column: number }) => string;
  /** Values never to be shown, nor to stand in an image. The run adds those that it comes to know. */
  readonly secrets?: readonly string[] | Secrets;
  readonly ask?: Ask;
  /** Asked whether an unknown host key is the host's, one question at a time, until the run is told to end; without it, none is. */
  readonly trustHostKey?: (question: HostKeyQuestion, signal: AbortSignal) => Promise<boolean>;
  /** What the module `pause` waits with for a person; without it it only warns. */
  readonly pause?: Pause;
  /** Who the task debugger (keyword `debugger`, `enable_task_debugger`) talks to; without it there is none. */
  readonly debugger?: DebuggingPerson;
  /** The first abort stops gently (`always` sections run), a second one (see `stopNow`) at once. */
  readonly signal?: AbortSignal;
  readonly stopNow?: AbortSignal;
  readonly onEvent?: Listener | readonly Listener[];
  /** Where the time goes, for a profile. */
  readonly onSpan?: SpanListener;
  readonly version?: string;
  readonly configFile?: string;
}

/** {@link RunOptions} with the modules of this build; lib/index.ts adds them. */
export type EngineOptions = RunOptions & Required<Pick<RunOptions, 'registry'>>;

/** The options with every default in. */
export interface RunSettings {
  readonly tags: TagChoice;
  readonly check: boolean;
  readonly sendAlong: boolean;
  readonly onSpan: SpanListener | undefined;
  readonly diff: boolean;
  readonly maxDiffSize: number;
  readonly forks: number;
  readonly verbosity: number;
  readonly phase: 'dev' | 'production';
  readonly limit: string | undefined;
  readonly tellArguments: boolean;
  readonly startAtTask: string | undefined;
  readonly step: RunOptions['step'];
  readonly forceHandlers: boolean | undefined;
  readonly injectFacts: boolean;
  readonly gathering: 'implicit' | 'explicit' | 'smart';
  readonly registry: Registry;
  readonly templating: Partial<Omit<TemplarOptions, 'variables'>>;
  readonly unvault: (content: Buffer) => Buffer;
  /** How the user's YAML files are read. */
  readonly yaml: YamlOptions;
  readonly ask: Ask | undefined;
  readonly pause: Pause | undefined;
  readonly debugger: DebuggingPerson | undefined;
  readonly factCache: FactCache;
  readonly config: Config;
  readonly configFile: string | undefined;
  readonly hashBehaviour: 'replace' | 'merge';
  /** Variables of a role are seen in that role only. */
  readonly privateRoleVars: boolean;
  readonly rolesPath: readonly string[];
  readonly collectionsPath: readonly string[];
  /** Is the text behind the module's name its free form? */
  readonly takesText: (module: string) => boolean;
  /** The directory of the playbook that runs now. */
  readonly playbookDir: () => string;
}

/** How a run ended. */
export interface RunReport {
  /** 0 done, 1 bad input, 2 a host failed, 4 a host was lost, 6 both, 130 interrupted. */
  readonly exitCode: number;
  readonly totals: Readonly<Record<string, HostTotals>>;
  readonly problems: readonly Problem[];
  readonly unknown: readonly { readonly host: string; readonly task: string }[];
  readonly customStats: Json;
  readonly durationMs: number;
}
