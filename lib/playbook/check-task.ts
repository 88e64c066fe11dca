import { didYouMean } from '../core/suggest.js';
import { isDict, TemplateString } from '../core/value.js';
import { isVariableName, variableNameHint } from '../core/variable-name.js';
import { pythonText } from '../schema/index.js';
import type { YamlMap } from '../yaml/index.js';
import type { ProblemList } from './problem-list.js';
import type { Keywords } from './types.js';

/** What is wrong with a task's keywords beyond their names. */
export function checkKeywords(task: YamlMap, keywords: Keywords, problems: ProblemList): void {
  checkName(keywords, problems);
  checkRegister(keywords, problems);
  checkLoopControl(task, problems);
  checkDebugger(keywords, problems);
}

function checkName(keywords: Keywords, problems: ProblemList): void {
  const name = keywords.get('name');
  if (!name || !(isDict(name.value) || Array.isArray(name.value))) return;
  const kind = isDict(name.value) ? 'a dictionary' : 'a list';
  problems.add(
    'bad-name',
    `the field 'name' is supposed to be a string, not ${kind}`,
    name.valueAt,
    'quote it',
  );
}

function checkRegister(keywords: Keywords, problems: ProblemList): void {
  const register = keywords.get('register');
  if (!register || register.value === null || register.value instanceof TemplateString) return;
  const name = pythonText(register.value);
  if (isVariableName(name)) return;
  const message = `Invalid variable name in 'register' specified: '${name}'`;
  problems.add('bad-variable-name', message, register.valueAt, variableNameHint(name));
}

const loopControls = ['loop_var', 'index_var', 'label', 'pause', 'extended', 'extended_allitems'];

function checkLoopControl(task: YamlMap, problems: ProblemList): void {
  const control = task.entries.find(({ key }) => key === 'loop_control')?.value;
  if (control?.kind !== 'map') return;
  for (const { key, keyAt } of control.entries) {
    const name = pythonText(key);
    if (loopControls.includes(name)) continue;
    const message = `'${name}' is not a valid attribute for a LoopControl`;
    problems.add('unknown-keyword', message, keyAt, didYouMean(name, loopControls));
  }
}

const debuggerWishes = ['always', 'on_failed', 'on_unreachable', 'on_skipped', 'never'];

function checkDebugger(keywords: Keywords, problems: ProblemList): void {
  const wish = keywords.get('debugger');
  if (typeof wish?.value !== 'string' || debuggerWishes.includes(wish.value)) return;
  problems.add(
    'bad-debugger',
    `'${wish.value}' is not a valid value for debugger. Must be one of ${debuggerWishes.join(', ')}`,
    wish.valueAt,
    didYouMean(wish.value, debuggerWishes),
  );
}
