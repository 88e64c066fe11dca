import { TsplayError } from '../core/problem.js';
import { isDict, type Value } from '../core/value.js';
import { plainName } from '../playbook/index.js';
import { pythonText } from '../schema/index.js';
import { OMIT } from '../template/index.js';

import type { TaskAtHost } from './run-at-host.js';

/** `environment:` of play, blocks and task laid over each other; each may be a dict or a list of dicts. */
export function environmentOf(at: TaskAtHost): Readonly<Record<string, string>> {
  const { plan } = at;
  const environment: Record<string, string> = {};
  for (const { value, valueAt } of [...plan.written('environment')].reverse()) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const rendered = renderedOr(at, one);
      if (rendered === OMIT || rendered === null || rendered === '') continue;
      for (const dict of Array.isArray(rendered) ? rendered : [rendered]) {
        if (!isDict(dict)) throw notDict(rendered, valueAt);
        for (const [name, text] of dict) if (text !== OMIT) environment[pythonText(name)] = pythonText(text);
      }
    }
  }
  return environment;
}

/** The facts that an environment may want are not there yet when they are gathered. */
function renderedOr(at: TaskAtHost, value: Value): Value {
  const { task, templar } = at;
  try {
    return templar.render(value);
  } catch (error) {
    const module = typeof task.action.module === 'string' ? plainName(task.action.module) : '';
    const wantsFacts =
      error instanceof TsplayError &&
      error.problems.every((one) => /ansible_env|ansible_facts|attribute 'env'/.test(one.message));
    if (!wantsFacts || (module !== 'setup' && module !== 'gather_facts')) throw error;
    if (!isDict(value)) return null;
    const known = [...value].map(([key, one]) => [key, renderedOr(at, one)] as const);
    return new Map(known.filter(([, one]) => one !== null));
  }
}

const notDict = (value: Value, at: TaskAtHost['task']['at']): TsplayError =>
  new TsplayError({
    code: 'bad-environment',
    message: `environment must be a dictionary, received ${pythonText(value)}`,
    at,
  });
