import { demand, isUndefined, pyRepr, Undefined } from '../jinja/index.js';
import { isMapping, isSequence, numberOf, typeName } from './python.js';

/** `container[key]` as a template sees it: undefined, not an error, when there is none. */
export function itemOf(container: unknown, key: unknown): unknown {
  if (isUndefined(container)) return container;
  demand(key);
  if (isMapping(container)) {
    const found = container.get(key as never);
    return found === undefined ? missing(key, `'dict object' has no attribute ${pyRepr(key)}`) : found;
  }
  const index = typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : numberOf(key);
  if (isSequence(container) && index !== undefined) {
    const found = container.at(index);
    return found === undefined ? missing(key, `list object has no element ${index}`) : found;
  }
  return missing(key, `'${typeName(container)} object' has no attribute ${pyRepr(key)}`);
}

const missing = (name: unknown, message: string): Undefined => new Undefined('chainable', name, message);
