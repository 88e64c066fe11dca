import { PyFunction, pyStr, Undefined, type EvalContext, type Kwargs } from '../jinja/index.js';
import type { Value } from '../core/value.js';
import { templarOf } from './engine.js';
import { NativeText } from './convert-result.js';
import { noteImpureCall } from './purity.js';
import { PyDateTime } from './py-date-time.js';
import { formatTime } from './format-time.js';
import { runLookup } from './run-lookup.js';
import { toValue } from './to-value.js';

const query = (args: readonly unknown[], kwargs: Kwargs, context: EvalContext): Value[] => {
  const [name, ...terms] = args;
  const options = new Map<Value, Value>();
  for (const [key, value] of kwargs) if (key !== 'wantlist') options.set(key, toValue(value));
  return runLookup(templarOf(context.scope), pyStr(name), terms.map(toValue), options);
};

// all texts become one; a single value is itself
function lookup(args: readonly unknown[], kwargs: Kwargs, context: EvalContext): unknown {
  const found = query(args, kwargs, context);
  if (kwargs.get('wantlist') === true) return found;
  if (kwargs.get('errors') !== undefined && found.length === 1 && found[0] === null) return null;
  if (found.length > 0 && found.every((one) => typeof one === 'string')) return new NativeText(found.join(','));
  return found.length === 1 ? found[0] : found;
}

function now(args: readonly unknown[], kwargs: Kwargs): unknown {
  noteImpureCall();
  const utc = kwargs.get('utc') ?? args[0] ?? false;
  const format = kwargs.get('fmt') ?? args[1];
  if (format !== undefined && format !== null) return formatTime(pyStr(format), Date.now(), utc === true);
  const offset = utc === true ? 0 : new Date().getTimezoneOffset() * 60_000;
  return new PyDateTime({ millis: Date.now() - offset, microseconds: 0 });
}

function undef(args: readonly unknown[], kwargs: Kwargs): Undefined {
  const hint = kwargs.get('hint') ?? args[0];
  return new Undefined('chainable', undefined, hint === undefined || hint === null ? 'Mandatory variable has not been overridden' : pyStr(hint));
}

/** The functions Ansible adds to Jinja2's own. */
export const globals: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries({ lookup, query, q: query, now, undef }).map(([name, call]) => [name, new PyFunction(name, call)]),
);
