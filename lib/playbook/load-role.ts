import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { TsplayError } from '../core/problem.js';
import { isDict, type Dict, type Value } from '../core/value.js';
import { toValue, type YamlEntry, type YamlMap } from '../yaml/index.js';
import { valueToJson } from '../schema/json-text.js';
import { withYamlExtensions } from '../yaml/variable-files.js';
import type { PlayContext, StepContext } from './context.js';
import { findRole } from './find-role.js';
import { readRoleUse } from './read-role-use.js';
import { readRoleVars } from './read-role-vars.js';
import { readYamlRoot } from './read-task-file.js';
import { roleValidationTask } from './role-validation-task.js';
import type { Block, Keyword, Role, RoleUse, Step } from './types.js';

/**
 * Reads a role's files for one use of it: defaults, vars, meta, dependencies, tasks, handlers.
 *
 * @throws TsplayError when the role is not found or depends on itself
 */
export function loadRole(use: RoleUse, play: PlayContext, importing: readonly string[]): Role {
  const dir = findRole(use, play);
  const entry = use.tasksFrom ?? 'main';
  if (!use.mayRecur && use.parents.some((parent) => parent.path === dir && parent.entry === entry)) {
    const names = [...use.parents.map((parent) => parent.name).reverse(), use.name].join(' -> ');
    throw new TsplayError({
      code: 'role-cycle',
      message: `role '${use.name}' depends on itself: ${names}`,
      at: use.at,
    });
  }
  return new RoleReader(use, dir, play, importing).read();
}

class RoleReader {
  readonly #tasks: Step[] = [];
  readonly #handlers: Step[] = [];
  readonly #dependencies: Role[] = [];

  constructor(
    readonly use: RoleUse,
    readonly dir: string,
    readonly play: PlayContext,
    readonly importing: readonly string[],
  ) {}

  read(): Role {
    const { use, dir, play } = this;
    play.options.addLibrary?.(path.join(dir, 'library'));
    const meta = this.#readMap(path.join(dir, 'meta', 'main'));
    const metaValue = (key: string): Value | undefined => valueOf(entry(meta, key));
    const useVars = use.useVars ?? new Map<Value, Value>();
    const block: Block = {
      kind: 'block',
      at: use.at,
      origin: 'role',
      name: use.name,
      keywords: use.keywords ?? new Map<string, Keyword>(),
      vars: useVars,
      block: this.#tasks,
      rescue: [],
      always: [],
      parent: use.parent,
      role: undefined,
    };
    const role: Role = {
      name: inCollection(dir) ?? use.name,
      identity: identityOf(use, dir),
      block,
      path: dir,
      at: use.at,
      params: use.params ?? new Map<Value, Value>(),
      useVars,
      keywords: block.keywords,
      defaults: readRoleVars(dir, 'defaults', use.defaultsFrom, use, play),
      vars: readRoleVars(dir, 'vars', use.varsFrom, use, play),
      handlers: this.#handlers,
      dependencies: this.#dependencies,
      parents: use.parents,
      isDependency: use.isDependency ?? false,
      entry: use.tasksFrom ?? 'main',
      allowDuplicates: use.allowDuplicates ?? metaValue('allow_duplicates') === true,
      argumentSpecs: this.#readArgumentSpecs(meta),
      rolespecValidate: use.rolespecValidate ?? true,
      public: use.public ?? false,
    };
    (block as { role: Role }).role = role;
    this.#readDependencies(role, meta);
    this.#readTasks(role);
    return role;
  }

  #readTasks(role: Role): void {
    const context: StepContext = {
      play: this.play,
      file: path.join(this.dir, 'tasks', 'main.yml'),
      parent: role.block,
      role,
      place: 'task',
      importing: this.importing,
    };
    const validation = roleValidationTask(role, this.use.tasksFrom ?? 'main');
    if (validation) this.#tasks.push(validation);
    const tasks = this.#find('tasks', this.use.tasksFrom);
    if (tasks) this.#tasks.push(...this.play.readTaskFile(tasks, { ...context, file: tasks }));
    const handlers = this.#find('handlers', this.use.handlersFrom);
    if (handlers) {
      this.#handlers.push(
        ...this.play.readTaskFile(handlers, { ...context, file: handlers, place: 'handler' }),
      );
    }
  }

  #readDependencies(role: Role, meta: YamlMap | undefined): void {
    const list = entry(meta, 'dependencies')?.value;
    if (!list || (list.kind === 'scalar' && list.value === null)) return;
    if (list.kind !== 'list') {
      this.play.problems.add('bad-dependencies', 'Expected role dependencies to be a list.', list.at);
      return;
    }
    const parents = [role, ...role.parents];
    for (const item of list.items) {
      const use = readRoleUse(item, { play: this.play, parent: role.block, parents });
      const dependency =
        use &&
        this.play.problems.collect(() => this.play.loadRole({ ...use, isDependency: true }, this.importing));
      if (dependency) this.#dependencies.push(dependency);
    }
  }

  #readArgumentSpecs(meta: YamlMap | undefined): Dict {
    const own = this.#readMap(path.join(this.dir, 'meta', 'argument_specs'));
    const specs = valueOf(entry(own, 'argument_specs')) ?? valueOf(entry(meta, 'argument_specs'));
    return isDict(specs) ? specs : new Map<Value, Value>();
  }

  #readMap(stem: string): YamlMap | undefined {
    const file = yamlFile(stem, 'last');
    // what Galaxy shows, `min_ansible_version: 2.10` in thousands of roles, changes nothing here
    const root = file && readYamlRoot(file, this.play, { unusedKey: 'galaxy_info' });
    return root && root.kind === 'map' ? root : undefined;
  }

  // `tasks_from` must exist and stay inside the role; `main` may be missing
  #find(folder: 'tasks' | 'handlers', from: string | undefined): string | undefined {
    const base = path.join(this.dir, folder);
    const stem = path.resolve(base, from ?? 'main');
    if (from !== undefined && !stem.startsWith(`${base}${path.sep}`)) {
      this.play.problems.add(
        'outside-role',
        `Failed to load ${folder}/${from} of role '${this.use.name}', as it is not inside the expected role path: ${base}`,
        this.use.at,
      );
      return undefined;
    }
    const file = yamlFile(stem, from === undefined ? 'last' : 'first');
    if (!file && from !== undefined && (folder === 'tasks' || this.use.handlersFrom !== undefined)) {
      const message = `could not find specified file in role: ${folder}/${from}`;
      this.play.problems.add('missing-file', message, this.use.at, `looked for ${stem}{.yml,.yaml,.json}`);
    }
    return file;
  }
}

/** Roles of collections go by their whole name, however they are called. */
function inCollection(dir: string): string | undefined {
  const parts = /ansible_collections\/([^/]+)\/([^/]+)\/roles\/([^/]+)$/.exec(dir);
  return parts ? parts.slice(1).join('.') : undefined;
}

function identityOf(use: RoleUse, dir: string): string {
  const keywords: Dict = new Map([...(use.keywords ?? [])].map(([name, { value }]) => [name, value]));
  const given = [use.params, use.useVars, use.taskVars, keywords].map((dict) => valueToJson(dict ?? null));
  return JSON.stringify([
    dir,
    use.byTask ?? false,
    given,
    use.tasksFrom,
    use.varsFrom,
    use.defaultsFrom,
    use.handlersFrom,
  ]);
}

function yamlFile(stem: string, bare: 'first' | 'last'): string | undefined {
  return withYamlExtensions(stem, bare).find((file) => existsSync(file) && statSync(file).isFile());
}

function entry(map: YamlMap | undefined, key: string): YamlEntry | undefined {
  return map?.entries.find((one) => one.key === key);
}

const valueOf = (one: YamlEntry | undefined): Value | undefined => one && toValue(one.value);
