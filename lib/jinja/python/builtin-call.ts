import type { Kwargs } from '../types.js';
import type { Method, MethodTable } from './methods.js';
import { PyError } from './py-error.js';

/**
 * How a function that Python has in C takes its arguments; each kind has words of its own for a wrong call.
 * `2`: that many by place. `1-3`: from 1 to 3. `1..3`: the same in older words. `0+`: any number.
 * `sep maxsplit`: by place or by name, `*` marks what is required. Empty: anything, the function looks itself.
 */
export type CallShape = string;

/** Methods that refuse what Python's refuse, by their shapes: `{ join: '1', split: 'sep maxsplit' }`; others take nothing. */
export function withShapes<T>(
  type: string,
  methods: Iterable<readonly [string, Method<T>]>,
  shapes: Readonly<Record<string, CallShape>>,
): MethodTable<T> {
  return new Map(
    [...methods].map(([name, method]) => {
      const check = callCheck(type, name, shapes[name] ?? '0');
      const checked: Method<T> = (self, args, kwargs, context) => {
        check(args, kwargs);
        return method(self, args, kwargs, context);
      };
      return [name, checked];
    }),
  );
}

/** The same shape for some names. */
export const shaped = (shape: CallShape, names: readonly string[]): Record<string, CallShape> =>
  Object.fromEntries(names.map((name) => [name, shape]));

/** Throws Python's TypeError for a call that does not fit. */
export type CallCheck = (args: readonly unknown[], kwargs: Kwargs) => void;

/** The check of one function; `owner` is the class that messages name, or ''. */
export function callCheck(owner: string, name: string, shape: CallShape): CallCheck {
  if (shape === '') return () => undefined;
  const full = owner === '' ? name : `${owner}.${name}`;
  const [, least, between, most] = /^(\d+)(-|\.\.|\+)?(\d+)?$/.exec(shape) ?? [];
  if (least === undefined) return byName(name, shape.split(' '));
  const [from, to] = [Number(least), Number(between === '+' ? Infinity : (most ?? least))];
  const complain = between === '..' ? parsed : between === undefined && to < 2 ? fixed : unpacked;
  return (args, kwargs) => {
    if (kwargs.size > 0) throw typeError(`${full}() takes no keyword arguments`);
    if (args.length < from || args.length > to)
      throw typeError(complain(complain === fixed ? full : name, from, to, args.length));
  };
}

const typeError = (message: string): PyError => new PyError('TypeError', message);
const counted = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;

const fixed = (name: string, _from: number, to: number, given: number): string =>
  `${name}() takes ${to === 0 ? 'no arguments' : 'exactly one argument'} (${given} given)`;

function unpacked(name: string, from: number, to: number, given: number): string {
  const limit = given < from ? from : to;
  const how = from === to ? '' : given < from ? 'at least ' : 'at most ';
  return `${name} expected ${how}${counted(limit)}, got ${given}`;
}

const parsed = (name: string, from: number, to: number, given: number): string =>
  given < from
    ? `${name}() takes at least ${counted(from)} (${given} given)`
    : `${name}() takes at most ${counted(to)} (${given} given)`;

function byName(name: string, params: readonly string[]): CallCheck {
  const names = params.map((param) => param.replace('*', ''));
  return (args, kwargs) => {
    const given = args.length + kwargs.size;
    if (given > names.length) {
      const kind = args.length === 0 ? 'keyword ' : '';
      const plural = names.length === 1 ? '' : 's';
      throw typeError(`${name}() takes at most ${names.length} ${kind}argument${plural} (${given} given)`);
    }
    for (const [n, param] of names.entries()) {
      const named = kwargs.has(param);
      if (n < args.length && named)
        throw typeError(`argument for ${name}() given by name ('${param}') and position (${n + 1})`);
      if (n >= args.length && !named && params[n] !== param)
        throw typeError(`${name}() missing required argument '${param}' (pos ${n + 1})`);
    }
    const unknown = [...kwargs.keys()].find((key) => !names.includes(key));
    if (unknown !== undefined) throw typeError(`'${unknown}' is an invalid keyword argument for ${name}()`);
  };
}
