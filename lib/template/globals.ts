import { bindArgs, PyDateTime, PyFunction, pyStr, strftime, Undefined, pyTruth } from '../jinja/index.js';
import { textArgument } from './python.js';
import { handedTo, templarOf } from './templar-scope.js';
import { noteImpureCall } from './purity.js';
import { lookupInTemplate } from './ask-lookup.js';

const lookup = (name: string, wantList: boolean): PyFunction =>
  new PyFunction(name, (args, kwargs, { scope }) =>
    handedTo(scope, lookupInTemplate(templarOf(scope), args, kwargs, wantList)),
  );

/** The functions Ansible adds to Jinja2's own. */
export const globals: Readonly<Record<string, unknown>> = {
  lookup: lookup('lookup', false),
  query: lookup('query', true),
  q: lookup('q', true),
  now: new PyFunction('now', (args, kwargs) => {
    const { utc, fmt } = bindArgs('Templar._now_datetime', ['utc', 'fmt'], args, kwargs, 1);
    noteImpureCall();
    const format = pyTruth(fmt ?? false) ? textArgument('strftime', fmt) : undefined;
    return now(pyTruth(utc ?? false), format);
  }),
  undef: new PyFunction('undef', (args, kwargs) => {
    const { hint } = bindArgs('Templar._make_undefined', ['hint'], args, kwargs, 1);
    const text =
      hint === undefined || hint === null ? 'Mandatory variable has not been overridden' : pyStr(hint);
    return new Undefined('chainable', undefined, text);
  }),
};

// a time without a zone, as Python's: %z is empty
function now(utc: boolean, format: string | undefined): unknown {
  const instant = Date.now();
  const millis = utc ? instant : instant - new Date(instant).getTimezoneOffset() * 60_000;
  const microseconds = (instant % 1000) * 1000;
  if (format !== undefined) return strftime(format, millis, { zone: 'naive', microseconds });
  return new PyDateTime({ millis: Math.floor(millis / 1000) * 1000, microseconds });
}
