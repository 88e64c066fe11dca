import { TsplayError } from '../core/problem.js';
import { isDict, TemplateString, type Dict, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import { RenderedDict, withLookupTerms, writtenValue } from '../template/index.js';

import type { TaskAtHost } from './run-at-host.js';

export interface LoopItem {
  readonly value: Value;
  /** loop_var, index_var and `ansible_loop`. */
  readonly vars: RenderedDict;
}

/** `loop_control:` of a task, rendered where it does not depend on the item. */
export interface LoopControl {
  readonly loopVar: string;
  readonly indexVar: string | undefined;
  readonly label: Value | undefined;
  readonly pauseSeconds: number;
  readonly extended: boolean;
  readonly extendedAllItems: boolean;
}

export function loopItems(at: TaskAtHost): readonly LoopItem[] {
  const values = loopValues(at);
  const control = loopControl(at);
  const written = writtenItems(at, values);
  return values.map((value, index) => ({
    value,
    vars: loopVars(values, index, control, written?.[index]),
  }));
}

/** The items as they stand in a user's file: the list itself, or the variable that holds it. */
function writtenItems({ task, templar }: TaskAtHost, values: readonly Value[]): readonly Value[] | undefined {
  const { lookup, value } = task.loop!;
  if (lookup !== undefined && lookup !== 'items') return undefined;
  const list = value instanceof TemplateString ? writtenValue(templar.variables, value.text) : value;
  return Array.isArray(list) && list.length === values.length && !(lookup && list.some(isListed))
    ? list
    : undefined;
}

// with_items takes the lists in its list apart
const isListed = (item: Value): boolean => Array.isArray(item) || item instanceof TemplateString;

/** Before any `loop_control`. */
export function loopValues({ task, templar }: TaskAtHost): readonly Value[] {
  const loop = task.loop!;
  if (loop.lookup !== undefined) return withLookupTerms(templar, loop.lookup, loop.value);
  const value = templar.renderMarked(loop.value);
  if (Array.isArray(value)) return value;
  const message = `Invalid data passed to 'loop', it requires a list, got this instead: ${pythonText(value)}. Hint: If you passed a list/dict of just one element, try adding wantlist=True to your lookup invocation or use q/query instead of lookup.`;
  throw new TsplayError({ code: 'loop-needs-list', message, at: loop.at });
}

const plainControl: LoopControl = {
  loopVar: 'item',
  indexVar: undefined,
  label: undefined,
  pauseSeconds: 0,
  extended: false,
  extendedAllItems: true,
};

export function loopControl({ task, templar }: TaskAtHost): LoopControl {
  const written = task.keywords.get('loop_control')?.value;
  if (!isDict(written)) return plainControl;
  const read = (name: string): Value | undefined => {
    const value = written.get(name);
    return value === undefined ? undefined : templar.render(value);
  };
  const name = (key: string): string | undefined =>
    read(key) === undefined ? undefined : pythonText(read(key)!);
  return {
    loopVar: name('loop_var') ?? 'item',
    indexVar: name('index_var'),
    label: written.get('label') || undefined,
    pauseSeconds: Number(read('pause') ?? 0),
    extended: isTrue(read('extended')),
    extendedAllItems: read('extended_allitems') === undefined || isTrue(read('extended_allitems')),
  };
}

const isTrue = (value: Value | undefined): boolean =>
  value === true || /^(yes|true|on|1|y|t)$/i.test(pythonText(value ?? ''));

function loopVars(
  values: readonly Value[],
  index: number,
  control: LoopControl,
  written: Value | undefined,
): RenderedDict {
  const vars = new RenderedDict(
    [
      [control.loopVar, values[index]!],
      ['ansible_loop_var', control.loopVar],
    ],
    new Map(written === undefined ? [] : [[control.loopVar, written]]),
  );
  if (control.indexVar !== undefined)
    vars.set(control.indexVar, index).set('ansible_index_var', control.indexVar);
  if (control.extended) vars.set('ansible_loop', extendedLoop(values, index, control));
  return vars;
}

function extendedLoop(values: readonly Value[], index: number, control: LoopControl): Dict {
  const count = values.length;
  const loop: Dict = new Map<Value, Value>([
    ['index', index + 1],
    ['index0', index],
    ['first', index === 0],
    ['last', index + 1 === count],
    ['length', count],
    ['revindex', count - index],
    ['revindex0', count - index - 1],
  ]);
  if (control.extendedAllItems) loop.set('allitems', values as Value[]);
  if (index + 1 < count) loop.set('nextitem', values[index + 1]!);
  if (index > 0) loop.set('previtem', values[index - 1]!);
  return loop;
}
