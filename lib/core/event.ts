import type { Json } from './json.js';
import type { Problem } from './problem.js';
import type { SourcePos } from './position.js';

/** What the run knows of a task at one host, as every result event carries it. */
export type ResultStatus = 'ok' | 'changed' | 'skipped' | 'failed' | 'unreachable';

/** A task or handler as events name it; `id` is unique within the run. */
export interface TaskRef {
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly role?: string;
  readonly at?: SourcePos;
  readonly handler?: boolean;
  /** It changes nothing: `check_mode`, or the whole run is a check. */
  readonly check?: boolean;
  /** ` key=value, …` when arguments are to be shown (display_args_to_stdout, junit). */
  readonly args?: string;
  readonly tags?: readonly string[];
}

/** Ansible's recap columns for one host. */
export interface HostTotals {
  readonly ok: number;
  readonly changed: number;
  readonly unreachable: number;
  readonly failed: number;
  readonly skipped: number;
  readonly rescued: number;
  readonly ignored: number;
}

/**
 * Everything a run says, in order. The terminal, `--json`, JUnit and every other report are functions of
 * this stream alone; it is plain JSON, with secrets already masked.
 */
export type Event = EventBody & {
  readonly seq: number;
  /** Milliseconds since the epoch. */ readonly time: number;
};

/** The events of one kind. */
export type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

export type EventBody =
  | {
      readonly type: 'run-start';
      readonly playbooks: readonly string[];
      readonly phase: string;
      readonly check: boolean;
      readonly version: string;
    }
  | {
      readonly type: 'play-start';
      readonly play: string;
      readonly playId: string;
      readonly hosts: readonly string[];
      readonly at?: SourcePos;
      readonly check?: boolean;
      /** False when every host goes on as fast as it can (strategies free and host_pinned). */
      readonly lockStep?: boolean;
    }
  | {
      readonly type: 'play-no-hosts';
      readonly play: string;
      readonly playId: string;
      readonly reason: string;
      readonly at?: SourcePos;
    }
  | {
      readonly type: 'task-start';
      readonly playId: string;
      readonly task: TaskRef;
      readonly hosts: readonly string[];
    }
  | { readonly type: 'host-start'; readonly task: TaskRef; readonly host: string }
  | {
      /** What `meta` did, or why it did nothing, in Ansible's words. */
      readonly type: 'meta';
      readonly task: TaskRef;
      readonly message: string;
    }
  | {
      /** A playbook is read and begins. */
      readonly type: 'playbook-start';
      readonly playbook: string;
      readonly plays: number;
    }
  | {
      /** One item of a loop at one host. */
      readonly type: 'item-result';
      readonly task: TaskRef;
      readonly host: string;
      readonly status: ResultStatus;
      readonly label: Json;
      readonly result: Json;
      readonly ignored?: boolean;
      readonly showDiff?: boolean;
      readonly delegatedTo?: string;
    }
  | {
      /** The task is over at this host. For loops, `result.results` holds the items. */
      readonly type: 'task-result';
      readonly task: TaskRef;
      readonly host: string;
      readonly status: ResultStatus;
      readonly result: Json;
      /** A diff was asked for; the result of some modules has one in any case. */
      readonly showDiff?: boolean;
      readonly durationMs: number;
      readonly looped?: boolean;
      readonly ignored?: boolean;
      readonly rescued?: boolean;
      readonly delegatedTo?: string;
    }
  | {
      readonly type: 'retry';
      readonly task: TaskRef;
      readonly host: string;
      readonly attempt: number;
      readonly retries: number;
      readonly result: Json;
    }
  | {
      readonly type: 'async-poll';
      readonly task: TaskRef;
      readonly host: string;
      readonly jobId: string;
      readonly status: 'running' | 'finished' | 'failed';
    }
  | {
      readonly type: 'included';
      readonly task: TaskRef;
      readonly file: string;
      readonly hosts: readonly string[];
      readonly label?: Json;
    }
  | {
      readonly type: 'handler-notified';
      readonly task: TaskRef;
      readonly host: string;
      readonly handler: string;
    }
  | {
      /** A long task tells how far it is: image build, package install, boot. */
      readonly type: 'progress';
      readonly task?: TaskRef;
      readonly host?: string;
      readonly stage: string;
      readonly detail?: string;
      readonly fraction?: number;
      readonly elapsedMs: number;
    }
  | { readonly type: 'warning'; readonly message: string; readonly at?: SourcePos; readonly host?: string }
  | {
      /** From -vvv on: a shell is started at a host, with what goes around it (sudo, chroot). */
      readonly type: 'shell-start';
      readonly host: string;
      readonly argv: readonly string[];
    }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'stopping'; readonly reason: string }
  | {
      readonly type: 'no-hosts-left';
      readonly playId: string;
      /** How often Ansible says so: twice after max_fail_percentage. */
      readonly times: number;
    }
  | { readonly type: 'play-end'; readonly playId: string }
  /** `retry_files_enabled`: the hosts of a playbook that failed or were lost are in this file, for `--limit @FILE`. */
  | { readonly type: 'retry-file'; readonly file: string; readonly hosts: readonly string[] }
  | {
      readonly type: 'run-end';
      readonly exitCode: number;
      readonly totals: Readonly<Record<string, HostTotals>>;
      readonly durationMs: number;
      /** Hosts whose last task was cut off: what it did is not known. */
      readonly unknown: readonly { readonly host: string; readonly task: string }[];
      readonly customStats?: Json;
    };
