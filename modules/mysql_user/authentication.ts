import { createHash } from 'node:crypto';
import { failure, mysqlText, type Result } from '../../lib/module/index.js';
import type { Account, Found } from './account.js';
import { column } from './account.js';
import type { Args } from './index.js';

/** How `CREATE USER` and `ALTER USER` say what a user logs in with; undefined when there is nothing to say. */
export function identifiedBy(given: Args, found: Found): string | undefined {
  const { plugin, plugin_hash_string: hash, plugin_auth_string: auth } = given;
  const same = sharedAuthentication(given, found);
  if (same !== undefined) return identifiedWith(same.plugin, `AS ${mysqlText(same.hash)}`);
  if (given.password) return identifiedWith('mysql_native_password', `AS ${mysqlText(wantedHash(given)!)}`);
  if (plugin === undefined) return undefined;
  if (hash) return identifiedWith(plugin, `AS ${mysqlText(hash)}`);
  // MariaDB's pam takes its service with another word
  return identifiedWith(plugin, auth ? `${plugin === 'pam' ? 'USING' : 'BY'} ${mysqlText(auth)}` : undefined);
}

const identifiedWith = (plugin: string, how: string | undefined): string =>
  `IDENTIFIED WITH ${plugin}${how === undefined ? '' : ` ${how}`}`;

/** The plugin and the hash that all accounts of that name share, when a new one is to have them too. */
export function sharedAuthentication(
  { update_password }: Args,
  { namesakes }: Found,
): { plugin: string; hash: string } | undefined {
  if (update_password !== 'on_new_username') return undefined;
  const all = namesakes.map((row) => ({
    plugin: column(row, 'plugin'),
    hash: column(row, 'Password') || column(row, 'authentication_string'),
  }));
  const [first] = all;
  return first && all.every((each) => each.plugin === first.plugin && each.hash === first.hash)
    ? first
    : undefined;
}

/** The password as mysql_native_password keeps it. */
function wantedHash({ password, encrypted }: Args): string | undefined {
  if (!password) return undefined;
  if (encrypted) return password;
  const once = createHash('sha1').update(password, 'utf8').digest();
  return `*${createHash('sha1').update(once).digest('hex').toUpperCase()}`;
}

/** Does the account log in with something else than is wanted? */
export function isOtherAuthentication(given: Args, account: Account): boolean {
  if (given.password && account.hash !== wantedHash(given)) return true;
  const { plugin, plugin_hash_string: hash, plugin_auth_string: auth } = given;
  if (plugin === undefined) return false;
  const kept = column(account.row, 'authentication_string');
  return (
    account.plugin !== plugin ||
    (hash !== undefined && hash !== '' && kept !== hash) ||
    // most plugins keep another text than they are given: it is set each time
    (auth !== undefined && auth !== '' && kept !== auth)
  );
}

/** What is wrong with the arguments about the password. */
export function wrongAuthentication(given: Args): Result | undefined {
  if (given.encrypted && given.password && !/^\*[0-9A-Fa-f]{40}$/.test(given.password))
    return failure(
      'encrypted is set, but password is no hash: * and the 40 hexadecimal digits of SHA1(SHA1(password))',
    );
  if (given.plugin !== undefined && !/^\w+$/.test(given.plugin))
    return failure(`'${given.plugin}' is not the name of a plugin`);
  return undefined;
}
