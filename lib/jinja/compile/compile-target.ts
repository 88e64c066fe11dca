import type { Target } from '../parse/nodes.js';
import { toArray } from '../python/iterate.js';
import { PyError } from '../python/py-error.js';
import { textOf } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { demand } from '../python/undefined.js';
import type { Frame } from '../runtime/frame.js';
import { Namespace } from '../runtime/template-objects.js';
import { isIterable } from '../python/iterate.js';
import { compileName } from './compile-name.js';
import type { Site } from './compiler.js';

export type Assign = (frame: Frame, value: unknown) => void;

/** Puts a value into a name, several names or an attribute of a namespace. */
export function compileTarget(target: Target, site: Site, definite: boolean): Assign {
  switch (target.kind) {
    case 'name':
      return assignName(target.name, site, definite);
    case 'tuple':
      return unpack(target.items.map((item) => compileTarget(item, site, definite)));
    case 'nsref':
      return assignAttribute(target.name, target.attribute, site);
  }
}

export function assignName(name: string, site: Site, definite: boolean): Assign {
  const index = site.scope.declare(name, definite);
  if (!site.scope.isTop) {
    return (frame, value) => {
      frame.slots[index] = value;
    };
  }
  return (frame, value) => {
    frame.slots[index] = value;
    frame.context.vars.set(name, value);
  };
}

function unpack(targets: readonly Assign[]): Assign {
  return (frame, value) => {
    if (!isIterable(demand(value)) && textOf(value) === undefined) {
      throw new PyError('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
    }
    const items = toArray(value);
    if (items.length > targets.length) {
      throw new PyError('ValueError', `too many values to unpack (expected ${targets.length})`);
    }
    if (items.length < targets.length) {
      throw new PyError(
        'ValueError',
        `not enough values to unpack (expected ${targets.length}, got ${items.length})`,
      );
    }
    for (let i = 0; i < targets.length; i++) targets[i]!(frame, items[i]);
  };
}

function assignAttribute(name: string, attribute: string, site: Site): Assign {
  const read = compileName(name, site);
  return (frame, value) => {
    const owner = read(frame);
    if (!(owner instanceof Namespace)) {
      throw new PyError('TemplateRuntimeError', 'cannot assign attribute on non-namespace object');
    }
    owner.values.set(attribute, value);
  };
}
