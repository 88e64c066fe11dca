import type { Client } from './read-clients.js';

/** A line of exports(5); blanks, #, quotes and backslashes of the path in octal. */
export function exportLine(directory: string, clients: readonly Client[]): string {
  const path = directory.replace(/[\s#"\\]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return [path, ...clients.map(({ client, options }) => `${client}(${options.join(',')})`)].join(' ');
}
