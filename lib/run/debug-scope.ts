import { isDict, trustText, type Dict, type Value } from '../core/value.js';
import { prettyRepr, PyError, pyRepr } from '../jinja/index.js';
import type { Task } from '../playbook/types.js';
import { TemplateError, variablesDict, type Templar } from '../template/index.js';

import { asWritten } from './as-written.js';
import type { Flow } from './flow.js';
import type { PlayHost } from './host.js';
import type { NamedTask } from './named-task.js';
import type { Outcome } from './outcome.js';
import { templarFor } from './templar-for.js';

/** A person at a terminal: lines are asked for until the end (undefined), texts are shown. */
export interface DebuggingPerson {
  readonly ask: (prompt: string) => Promise<string | undefined>;
  readonly show: (text: string) => void;
}

export type DebugEnd = 'redo' | 'continue' | 'quit';

interface About {
  readonly flow: Flow;
  readonly named: NamedTask;
  readonly host: PlayHost;
  readonly outcome: Outcome;
  /** As it ran last. */
  readonly task: Task;
  /** What the person has set so far; it lies over all other variables. */
  readonly vars: Dict;
}

/** What a person sees of one task at one host, and can change: `task.args` and `task_vars`. */
export class DebugScope {
  #args: Dict;

  constructor(private readonly about: About) {
    this.#args = new Map(about.task.action.args);
  }

  /** The task with the arguments that it has now. */
  get task(): Task {
    const { task } = this.about;
    return { ...task, action: { ...task.action, args: this.#args } };
  }

  /** Takes commands until one of them says how to go on. */
  async talk({ ask, show }: DebuggingPerson): Promise<DebugEnd> {
    const { role, name } = this.about.named.ref;
    const prompt = `[${this.about.host.name}] TASK: ${role ? `${role} : ` : ''}${name} (debug)> `;
    let last = '';
    for (;;) {
      const line = (await ask(prompt))?.trim();
      const end = line === undefined ? 'quit' : ends[line];
      if (end === 'quit') show('User interrupted execution');
      if (end !== undefined) return end;
      // as in Python's cmd, an empty line is the last one again
      last = line === '' ? last : line!;
      const said = this.#do(last);
      if (said !== undefined) show(said);
    }
  }

  #do(line: string): string | undefined {
    try {
      if (line === '') return undefined;
      if (/^(h|help|\?)\b/.test(line) || line === '?') return help;
      if (/^(u|update_task)$/.test(line)) return this.#update();
      const shown = /^(?:p|pprint)\s+(.+)$/s.exec(line)?.[1];
      if (shown !== undefined) return this.#print(shown);
      return this.#change(line);
    } catch (error) {
      if (error instanceof PyError) return pythonError(error.type, error.message);
      if (error instanceof TemplateError) return pythonError(error.type, error.reason);
      throw error;
    }
  }

  /** The arguments as they are written, rendered with what the variables are now. */
  #update(): undefined {
    const written = this.about.named.task.action.args;
    this.#args = new Map([...written].map(([key, value]) => [key, this.#templar.render(value)]));
  }

  #print(expression: string): string {
    const { named, host, outcome } = this.about;
    if (expression === 'task') return `TASK: ${named.ref.name}`;
    if (expression === 'host') return host.name;
    const value = expression === 'result' ? outcome.result : this.#evaluate(expression);
    return typeof value === 'string' ? pyRepr(value) : prettyRepr(value);
  }

  #change(line: string): string | undefined {
    const set = /^(task\.args|task_vars)((?:\[[^\]]+\])*)\s*=(?!=)\s*(.+)$/s.exec(line);
    if (set) return this.#set(set[1]!, keysOf(set[2]!), this.#typed(set[3]!));
    const gone = /^del\s+(task\.args|task_vars)((?:\[[^\]]+\])+)$/.exec(line);
    if (gone) return this.#set(gone[1]!, keysOf(gone[2]!), undefined);
    const value = this.#evaluate(line);
    return value === null ? undefined : pyRepr(value);
  }

  // undefined takes the key away
  #set(name: string, keys: readonly string[], value: Value | undefined): undefined {
    const path = keys.map((key) => this.#evaluate(key));
    const last = path.pop();
    const root = name === 'task.args' ? this.#args : this.about.vars;
    if (last === undefined) return this.#replace(name, value);
    const inner = path.reduce<Value | undefined>((at, key) => (isDict(at) ? at.get(key) : undefined), root);
    if (!isDict(inner) || (value === undefined && !inner.has(last)))
      throw new PyError('KeyError', pyRepr(last));
    if (value === undefined) inner.delete(last);
    else inner.set(last, value);
  }

  #replace(name: string, value: Value | undefined): undefined {
    if (!isDict(value)) throw new PyError('TypeError', `${name} is a dict`);
    if (name === 'task.args') this.#args = new Map(value);
    else for (const [key, one] of value) this.about.vars.set(key, one);
  }

  /** Text that is typed may be a template, as in a playbook; what an expression gives is data. */
  #typed(expression: string): Value {
    const value = this.#evaluate(expression);
    const isLiteral = /^'(?:[^'\\]|\\.)*'$|^"(?:[^"\\]|\\.)*"$/s.test(expression.trim());
    return isLiteral && typeof value === 'string' ? trustText(value) : value;
  }

  #evaluate(expression: string): Value {
    const { named, host, outcome, task } = this.about;
    const templar = this.#templar;
    const scope: [string, Value][] = [
      [
        'task',
        dict({
          name: named.ref.name,
          args: asWritten(this.#args),
          action: named.ref.module,
          vars: asWritten(task.vars),
        }),
      ],
      ['task_vars', variablesDict(templar)],
      ['host', dict({ name: host.name })],
      ['result', dict({ _result: outcome.result })],
    ];
    return templar.with(new Map<Value, Value>(scope)).evaluate(expression);
  }

  get #templar(): Templar {
    const { flow, named, host, vars } = this.about;
    const { playRun } = flow;
    return templarFor({ run: playRun.run, host: host.state, playRun, task: named.task }).with(vars);
  }
}

const ends: Readonly<Record<string, DebugEnd | undefined>> = {
  q: 'quit',
  quit: 'quit',
  EOF: 'quit',
  c: 'continue',
  continue: 'continue',
  r: 'redo',
  redo: 'redo',
};

const help = `p EXPRESSION             print: task, task.args, task_vars, host, result._result
task.args[KEY] = VALUE   change an argument of the task
task_vars[KEY] = VALUE   change a variable
u, update_task           make the arguments anew, with the variables as they are now
r, redo                  run the task again
c, continue              go on
q, quit                  end the run`;

const pythonError = (type: string, message: string): string => `***${type}:${type}(${pyRepr(message)})`;

const keysOf = (subscripts: string): string[] =>
  [...subscripts.matchAll(/\[([^\]]+)\]/g)].map(([, key]) => key!);

const dict = (entries: Readonly<Record<string, Value>>): Dict => new Map(Object.entries(entries));
