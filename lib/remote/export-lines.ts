import { quote } from './quote.js';

/** What may be the name of a variable in a shell. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A line of shell for each variable, which puts it into the environment. */
export function exportLines(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(([name, value]) => {
    if (!NAME.test(name)) throw new Error(`'${name}' cannot be the name of an environment variable`);
    return `export ${name}=${quote(value)}`;
  });
}
