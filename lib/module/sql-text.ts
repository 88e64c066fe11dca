import { TsplayError } from '../core/problem.js';

/**
 * Text as a literal of MySQL and MariaDB, for a session whose sql_mode is empty.
 * @throws TsplayError when the text holds a NUL byte
 * @example mysqlText("it's") // 'it''s'
 */
export const mysqlText = (text: string): string =>
  `'${withoutNul(text).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A name of a database, a table or a column there. */
export const mysqlName = (name: string): string => `\`${withoutNul(name).replaceAll('`', '``')}\``;

/** A user there. */
export const mysqlUser = (user: string, host: string): string => `${mysqlText(user)}@${mysqlText(host)}`;

/** Text as a literal of PostgreSQL, whatever standard_conforming_strings is. */
export const postgresText = (text: string): string => {
  const quoted = `'${withoutNul(text).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted}` : quoted;
};

/** A name of a database, a role, a table or a column there. */
export const postgresName = (name: string): string => `"${withoutNul(name).replaceAll('"', '""')}"`;

function withoutNul(text: string): string {
  if (text.includes('\0'))
    throw new TsplayError({ code: 'nul-byte', message: 'a NUL byte cannot be part of an SQL statement' });
  return text;
}
