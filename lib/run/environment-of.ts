import { TsplayError } from '../core/problem.js';
import { isDict, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import { OMIT } from '../template/index.js';

import type { TaskAtHost } from './run-at-host.js';

/** `environment:` of play, blocks and task laid over each other; each may be a dict or a list of dicts. */
export function environmentOf({ plan, templar }: TaskAtHost): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const { value, valueAt } of [...plan.written('environment')].reverse()) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const rendered = templar.render(one);
      if (rendered === OMIT || rendered === null || rendered === '') continue;
      for (const dict of Array.isArray(rendered) ? rendered : [rendered]) {
        if (!isDict(dict)) throw notDict(rendered, valueAt);
        for (const [name, text] of dict) if (text !== OMIT) environment[pythonText(name)] = pythonText(text);
      }
    }
  }
  return environment;
}

const notDict = (value: Value, at: TaskAtHost['task']['at']): TsplayError =>
  new TsplayError({
    code: 'bad-environment',
    message: `environment must be a dictionary, received ${pythonText(value)}`,
    at,
  });
