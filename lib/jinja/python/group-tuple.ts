import { Tuple, type Value } from '../../core/value.js';

/** A group of groupby: a tuple whose parts also have names. */
export class GroupTuple extends Tuple {
  static of2(grouper: unknown, list: unknown): GroupTuple {
    const group = new GroupTuple();
    group.push(grouper as Value, list as Value);
    return group;
  }
}
