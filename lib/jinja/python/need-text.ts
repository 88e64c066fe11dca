import { PyError } from './py-error.js';
import { textOf } from './text.js';
import { typeName } from './type-name.js';

/** The characters of a str; what is none is a TypeError in the words for its class. */
export const needText = (value: unknown, message: (name: string) => string): string => {
  const text = textOf(value);
  if (text === undefined) throw new PyError('TypeError', message(typeName(value)));
  return text;
};
