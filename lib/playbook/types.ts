import type { SourcePos } from '../core/position.js';
import type { Problem } from '../core/problem.js';
import type { Dict, Value } from '../core/value.js';
import type { YamlOptions } from '../yaml/index.js';

/** A keyword as the user wrote it: its value is raw (TemplateStrings unrendered, types unchecked). */
export interface Keyword {
  readonly name: string;
  readonly value: Value;
  /** Where the key stands. */
  readonly at: SourcePos;
  /** Where the value stands. */
  readonly valueAt: SourcePos;
}

/** Only what was written; inheritance and defaults are looked up with `inherited()` and `gathered()`. */
export type Keywords = ReadonlyMap<string, Keyword>;

export interface Play {
  readonly kind: 'play';
  readonly at: SourcePos;
  readonly file: string;
  /** As written; the pattern when there is no name. May hold a TemplateString. */
  readonly name: Value;
  readonly hosts: Value;
  readonly keywords: Keywords;
  /** The play's `vars:`, lists of dicts already merged. */
  readonly vars: Dict;
  readonly preTasks: readonly Block[];
  /** One block for each role of `roles:` (its dependencies' blocks before it). */
  readonly roleBlocks: readonly Block[];
  readonly tasks: readonly Block[];
  readonly postTasks: readonly Block[];
  /**
   * The handlers of `roles:`, the play's own, and those of roles that are imported in pre_tasks, post_tasks and tasks: the
   * order in which Ansible runs them. A role that is imported twice is there twice.
   */
  readonly handlers: readonly Step[];
  /** Every role of `roles:` and of `import_role`, dependencies first: their defaults and vars are play-wide. */
  readonly roles: readonly Role[];
}

export type Step = Block | Task;

/** What a step hangs below: its keywords are inherited from here. */
export type Parent = Play | Block | Task;

/**
 * A written `block:`, or an implicit one: a run of tasks of a section, the tasks of a role, of an
 * `import_tasks`, or of an include that ran.
 */
export interface Block {
  readonly kind: 'block';
  readonly at: SourcePos;
  /** Why this block exists; only `written` ones are seen by users. */
  readonly origin:
    'written' | 'section' | 'role' | 'import_tasks' | 'import_role' | 'old_include' | 'include';
  readonly name: Value;
  readonly keywords: Keywords;
  readonly vars: Dict;
  readonly block: readonly Step[];
  readonly rescue: readonly Step[];
  readonly always: readonly Step[];
  readonly parent: Parent;
  readonly role: Role | undefined;
}

export interface Task {
  readonly kind: 'task';
  /** Unique within the process. */
  readonly id: string;
  readonly at: SourcePos;
  readonly file: string;
  /** As written (undefined when there is no `name:`); may be a TemplateString. */
  readonly name: Value | undefined;
  readonly action: Action;
  readonly keywords: Keywords;
  readonly vars: Dict;
  readonly loop: Loop | undefined;
  readonly parent: Parent;
  readonly role: Role | undefined;
  readonly handler: boolean;
  /** `import_playbook`, `import_tasks`, `import_role` never get here: they are expanded by the loader. */
  readonly dynamic: 'include_tasks' | 'include_role' | 'include' | undefined;
}

export interface Action {
  /** As written: `copy`, `ansible.builtin.copy`, or a TemplateString of `action:`. */
  readonly module: string | Value;
  readonly at: SourcePos;
  /** Named arguments. The `args:` keyword and `key=value` text are already merged in; free text is under `_raw_params`. */
  readonly args: Dict;
  /** Where each argument's key stands. */
  readonly argsAt: ReadonlyMap<Value, SourcePos>;
  /** `args: "{{ dict }}"`: rendered at run time and merged below the named arguments. */
  readonly templatedArgs: Value | undefined;
}

export interface Loop {
  /** `items` for `with_items`, …; undefined for `loop`. */
  readonly lookup: string | undefined;
  readonly value: Value;
  readonly at: SourcePos;
}

/** One use of a role: the same role used twice with other parameters is two Roles. */
export interface Role {
  readonly name: string;
  /** Equal for two uses that are the same to Ansible: same role, parameters, keywords and entry files. */
  readonly identity: string;
  /** The role's tasks; the steps of dependencies are not in it but hang below it, for its keywords. */
  readonly block: Block;
  /** The role's directory, absolute. */
  readonly path: string;
  /** Where the play, dependency or include names it. */
  readonly at: SourcePos;
  /** Parameters given beside the role's name (`- {role: x, port: 80}`), not its `vars:`. */
  readonly params: Dict;
  /** `vars:` given where the role is used. */
  readonly useVars: Dict;
  readonly keywords: Keywords;
  readonly defaults: Dict;
  readonly vars: Dict;
  readonly handlers: readonly Step[];
  /** In order, each before this role. */
  readonly dependencies: readonly Role[];
  /** The roles whose dependency (or include) this is, nearest first. */
  readonly parents: readonly Role[];
  /** Whether the nearest of them depends on it, and does not include or import it. */
  readonly isDependency: boolean;
  /** `tasks_from`, or `main`. */
  readonly entry: string;
  readonly allowDuplicates: boolean;
  /** meta/argument_specs.yml or `argument_specs` of meta/main.yml: entry point → specification. */
  readonly argumentSpecs: Dict;
  readonly rolespecValidate: boolean;
  /** `public: true` of include_role; import_role and `roles:` are always public. */
  readonly public: boolean;
}

/** Where the steps of a task file belong. */
export interface TaskFileOptions {
  readonly parent: Parent;
  readonly role: Role | undefined;
  readonly handlers: boolean;
}

export interface RoleUse {
  readonly name: string;
  readonly at: SourcePos;
  readonly parent: Parent;
  readonly parents: readonly Role[];
  readonly params?: Dict;
  readonly useVars?: Dict;
  /** `vars:` of the include_role or import_role, and of its loop: other ones make another role of it. */
  readonly taskVars?: Dict;
  readonly keywords?: Keywords;
  readonly tasksFrom?: string;
  readonly varsFrom?: string;
  readonly defaultsFrom?: string;
  readonly handlersFrom?: string;
  readonly allowDuplicates?: boolean;
  readonly rolespecValidate?: boolean;
  readonly public?: boolean;
  readonly isDependency?: boolean;
  /** An import_role or include_role: to Ansible another role than the one of `roles:` and of dependencies. */
  readonly byTask?: boolean;
  /** An include_role may include its own role: its conditions decide when that ends. */
  readonly mayRecur?: boolean;
}

/** What the loader must be told from above: names it cannot know and values only a templar can give. */
export interface LoaderOptions {
  /** Directories searched for roles after `roles/` beside the playbook. */
  readonly rolesPath?: readonly string[];
  /** Directories that hold `ansible_collections`, after `collections/` beside the playbook. */
  readonly collectionsPath?: readonly string[];
  /** Is this the name of a module? Decides which key of a task is the module. */
  readonly isModule: (name: string) => boolean;
  readonly moduleNames: () => Iterable<string>;
  /** Told of directories with modules of the user's, beside playbooks and in roles, before their tasks are read. */
  readonly addLibrary?: (directory: string) => void;
  /** Names of lookups: what may follow `with_`. */
  readonly lookupNames: () => Iterable<string>;
  /** Modules whose text is free form (`command: echo a=1`): everything not an option of theirs is `_raw_params`. */
  readonly rawParamOptions: (name: string) => readonly string[] | 'any' | undefined;
  /** Renders names of imported files and roles with what is known before the run. */
  readonly renderStatic: (value: Value, place: StaticPlace) => Value;
  /** `invalid_task_attribute_failed` is off: a keyword that an include cannot carry out is only warned of. */
  readonly allowsIdleKeywords?: boolean;
  /** How YAML is read: decryption, and what a key is that is there twice. */
  readonly yaml?: YamlOptions;
}

/** Where the name of an imported file or role stands. */
export interface StaticPlace {
  /** `vars:` of the import and what it stands in, without those of the play. */
  readonly vars: Dict;
  readonly role?: Role | undefined;
  /** None for the name of an imported playbook. */
  readonly play?: Play | undefined;
}

/**
 * Reads playbooks, task files and roles. Problems of all files are collected; `loadPlaybook` throws one
 * TsplayError that holds them all. With `text` the file need not exist: it only says where the text is.
 */
export interface Loader {
  loadPlaybook(file: string, text?: string): readonly Play[];
  /** The same, for who wants to look for more mistakes in the plays that could be read. */
  readPlaybook(
    file: string,
    text?: string,
  ): { readonly plays: readonly Play[]; readonly problems: readonly Problem[] };
  /** For include_tasks: the steps hang below `parent`, an implicit block with origin `include`. */
  loadTaskFile(file: string, options: TaskFileOptions): Included & { readonly steps: readonly Step[] };
  /** For include_role; `roleBlocks(role)` gives what is to run. */
  loadRole(use: RoleUse): Included & { readonly role: Role };
  /** Mistakes that do not stop a run, found so far. */
  readonly warnings: readonly Problem[];
}

export interface Included {
  /** Roles that an `import_role` in it names: from now on they are the play's, as are their handlers. */
  readonly imported: readonly Role[];
}

/** The blocks of a role's dependencies, then its own. */
export function roleBlocks(role: Role): Block[] {
  return [...role.dependencies.flatMap(roleBlocks), role.block];
}
