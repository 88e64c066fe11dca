import path from 'node:path';
import type { StepContext } from './context.js';
import type { PlayContext } from './context.js';
import { engineActionNames, engineRawOptions, isEngineAction, plainName } from './engine-actions.js';
import { loadRole } from './load-role.js';
import { ProblemList } from './problem-list.js';
import { readPlaybook } from './read-playbook.js';
import { readTaskFile } from './read-task-file.js';
import { readSteps } from './read-steps.js';
import type { Loader, LoaderOptions, Parent, Play } from './types.js';

/**
 * A loader of playbooks, task files and roles for one run.
 *
 * @example
 * const loader = createLoader({ isModule, moduleNames, rawParamOptions, renderStatic });
 * const plays = loader.loadPlaybook('site.yml'); // throws one TsplayError with every mistake
 */
export function createLoader(given: LoaderOptions): Loader {
  const options = withEngineActions(given);
  const warnings = new ProblemList();
  const contextFor = (playbook: string, problems: ProblemList): PlayContext => {
    const context: PlayContext = {
      options,
      problems,
      playbookDir: path.dirname(playbook),
      roles: [],
      readTaskFile: (file, step) => readTaskFile(file, step, readSteps),
      loadRole: (use, importing) => loadRole(use, context, importing),
    };
    return context;
  };
  const read = (file: string, text: string | undefined, problems: ProblemList): readonly Play[] =>
    readPlaybook(path.resolve(file), (playbook) => contextFor(playbook, problems), { text, given: file });
  return {
    loadPlaybook: (file, text) => whole(warnings, (problems) => read(file, text, problems)),
    readPlaybook: (file, text) => {
      const problems = new ProblemList();
      const plays = problems.collect(() => read(file, text, problems)) ?? [];
      return { plays, problems: [...problems.errors, ...problems.warnings] };
    },
    loadTaskFile: (file, { parent, role, handlers }) =>
      whole(warnings, (problems) => {
        const play = contextFor(playOf(parent).file, problems);
        const context: StepContext = {
          play,
          file,
          parent,
          role,
          place: handlers ? 'handler' : 'task',
          importing: [file],
        };
        return { steps: play.readTaskFile(file, context), imported: play.roles };
      }),
    loadRole: (use) =>
      whole(warnings, (problems) => {
        const play = contextFor(playOf(use.parent).file, problems);
        return { role: play.loadRole(use, []), imported: play.roles };
      }),
    get warnings() {
      return warnings.warnings;
    },
  };
}

function whole<T>(warnings: ProblemList, read: (problems: ProblemList) => T): T {
  const problems = new ProblemList();
  const result = problems.collect(() => read(problems));
  problems.throwErrors();
  for (const one of problems.warnings) warnings.warn(one.code, one.message, one.at!, one.hint);
  return result as T;
}

function playOf(node: Parent): Extract<Parent, { kind: 'play' }> {
  let at = node;
  while (at.kind !== 'play') at = at.parent;
  return at;
}

function withEngineActions(options: LoaderOptions): LoaderOptions {
  return {
    ...options,
    isModule: (name) => isEngineAction(name) || options.isModule(name),
    moduleNames: () => [...engineActionNames(), ...options.moduleNames()],
    rawParamOptions: (name) => engineRawOptions(plainName(name)) ?? options.rawParamOptions(name),
  };
}
