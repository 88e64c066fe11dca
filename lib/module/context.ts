import type { SourcePos } from '../core/position.js';
import type { Dict, Value } from '../core/value.js';
import type { Call, Param, Reply } from '../remote/call.js';
import type { YamlOptions } from '../yaml/index.js';
import type { Session } from '../remote/session.js';
import type { Result } from './result.js';

/** What a module knows of the task it runs for; made by the engine for every task, host and loop item. */
export interface ModuleContext {
  /** The inventory name of the host. */
  readonly host: string;
  /** Only for modules that run on the controller: scripts never ask, `change` follows the mode by itself. */
  readonly check: boolean;
  readonly diff: boolean;
  /** Files of more bytes than this have no diff; 0: all have one. */
  readonly maxDiffSize: number;
  readonly verbosity: number;
  readonly phase: 'dev' | 'production';
  /** `image`: the host is a directory tree that will be booted later, nothing runs in it. */
  readonly place: 'live' | 'image';
  readonly templar: Templating;
  /** The variable as the task sees it, rendered. */
  readonly variable: (name: string) => Value | undefined;
  /** Renders a template file (.j2, or .ejs by its name) in the task's scope. */
  readonly renderTemplate: (file: TemplateFile) => Promise<string>;
  /**
   * An absolute path on the controller, or a TsplayError that lists the places searched. `text`: nothing is done with it
   * but `renderTemplate`, for which the task may not have to wait for those before it.
   */
  readonly findFile: (kind: 'files' | 'templates' | 'vars' | 'tasks', name: string, use?: 'text') => string;
  /** Decrypts when the bytes are vault text. */
  readonly unvault: (content: Buffer) => Buffer;
  /** How the user's YAML files are read. */
  readonly yaml?: YamlOptions | undefined;
  /** Runs a script at the host: one round trip. */
  readonly call: (
    script: string,
    params: Readonly<Record<string, Param>>,
    options?: CallOptions,
  ) => Promise<Reply>;
  readonly session: Session;
  readonly localSession: () => Promise<Session>;
  /** Is the host the machine of the controller? */
  readonly isLocal: () => boolean;
  /** Another module at the same host, as part of this task. */
  readonly runModule: (name: string, args: Dict) => Promise<Result>;
  /** Closes the connection so that the next task opens a new one. */
  readonly resetConnection: () => Promise<void>;
  /** Holds the run for the person at the terminal; undefined when there is none. */
  readonly pause?: ((question: Omit<PauseQuestion, 'task'>) => Promise<PauseEnd>) | undefined;
  readonly progress: (text: string, fraction?: number) => void;
  /** One of the result's `warnings`. */
  readonly warn: (text: string) => void;
  /** A warning that is shown at once and is no part of the result. */
  readonly alert: (text: string) => void;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string>>;
  readonly noLog: boolean;
  readonly at: SourcePos | undefined;
  /** Milliseconds since the epoch at which the task's `timeout` ends it. */
  readonly deadline: number | undefined;
}

/** The part of lib/template's Templar that modules use. */
export interface Templating {
  /** jinja2_native: values keep the types that templates give them. */
  readonly isNative: boolean;
  /** `undefinedAsText: false`: what is undefined is an error, whatever the settings say. */
  render(value: Value, options?: { readonly undefinedAsText?: boolean }): Value;
  evaluate(expression: string, at?: SourcePos): Value;
  test(condition: Value, at?: SourcePos): boolean;
  /** One of assert's `that`: a TemplateString; in any other text's place is what a template made, which is refused. */
  testThat(condition: Value, at?: SourcePos): boolean;
}

export interface TemplateFile {
  readonly path: string;
  readonly text?: string;
  readonly vars?: Dict;
  /** Where the result goes: `template_destpath`. */
  readonly dest?: string;
  readonly options?: TemplateOptions;
}

/** What a task may choose about a template; delimiters by the engine's names, as `variableStart`. */
export interface TemplateOptions {
  readonly trimBlocks: boolean;
  readonly lstripBlocks: boolean;
  readonly newlineSequence: '\n' | '\r\n' | '\r';
  readonly delimiters: Readonly<Record<string, string>>;
}

/** Holds the run until the person answers, or the time is over; an abort of the run ends it too. */
export interface Pause {
  (question: PauseQuestion, signal: AbortSignal): Promise<PauseEnd>;
}

export interface PauseQuestion {
  /** The name of the task that asks. */
  readonly task: string;
  readonly prompt: string | undefined;
  /** Is what is typed shown? */
  readonly echo: boolean;
  readonly timeoutMs: number | undefined;
}

export type PauseEnd =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'continued' }
  | { readonly kind: 'aborted' };

export interface CallOptions {
  /** Run although the task is a check: only for scripts that observe. */
  readonly mode?: 'apply' | 'check';
  readonly timeoutMs?: number;
  /** All that the script does is to run this program: {@link Call.program}. */
  readonly program?: Call['program'];
  /**
   * The task makes no other call behind this one, unless the script ends with `stop_here`, and has failed only if
   * the script does or ends so: the next task may be sent along.
   */
  readonly last?: boolean;
}
