import type { Args } from './index.js';

/** Privileges that default privileges may have, by the kind of object. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  TABLES: ['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  SEQUENCES: ['ALL', 'SELECT', 'UPDATE', 'USAGE'],
  FUNCTIONS: ['ALL', 'EXECUTE'],
  TYPES: ['ALL', 'USAGE'],
  SCHEMAS: ['CREATE', 'USAGE'],
};

/** The kinds of object that `ALL_DEFAULT` stands for. */
export const allDefault = Object.keys(defaults).filter((each) => each !== 'SCHEMAS');

const known = new Set([
  ...Object.values(defaults).flat(),
  'CONNECT',
  'TEMPORARY',
  'TEMP',
  'USAGE',
  'EXECUTE',
]);

export const inSchemas = ['table', 'sequence', 'function', 'procedure', 'type', 'default_privs'];

/** What is wrong with the arguments, before the server is asked. */
export function wrongArguments(given: Args): string | undefined {
  const { type, objs, schema, privs } = given;
  if (given.password && given.login_password)
    return 'Use the "password" or "login_password" option but not both to pass a password to log in with.';
  if (schema !== undefined && !inSchemas.includes(type))
    return `Argument "schema" is not allowed for type "${type}".`;
  if (objs === 'ALL_IN_SCHEMA' && !['table', 'sequence', 'function', 'procedure'].includes(type))
    return `Argument "objs": ALL_IN_SCHEMA can be used only for type: table, sequence, function or procedure, ${type} was passed.`;
  if (!objs && type !== 'database') return `Argument "objs" is required for type "${type}".`;
  if (type === 'group') return privs ? 'Argument "privs" is not allowed for type "group".' : undefined;
  if (!privs) return `Argument "privs" is required for type "${type}".`;
  return wrongPrivileges(splitNames(privs.toUpperCase()), given) ?? wrongSignature(given);
}

function wrongPrivileges(privs: readonly string[], { type, objs }: Args): string | undefined {
  const unknown = privs.filter((each) => !known.has(each));
  if (unknown.length > 0) return `Invalid privileges specified: ${unknown.join(', ')}`;
  if (type !== 'default_privs' || objs === 'ALL_DEFAULT') return undefined;
  const kinds = splitNames(objs!.toUpperCase());
  const strange = kinds.filter((each) => !Object.hasOwn(defaults, each));
  if (strange.length > 0) return `Invalid Object set specified: ${strange.join(', ')}`;
  const other = kinds.filter((kind) => !privs.every((each) => defaults[kind]!.includes(each)));
  return other.length > 0
    ? `Invalid priv specified: ${privs.join(', ')} cannot be for ${other.join(', ')}`
    : undefined;
}

// the types in a signature are the only text that is not quoted
function wrongSignature({ type, objs }: Args): string | undefined {
  if ((type !== 'function' && type !== 'procedure') || objs === 'ALL_IN_SCHEMA') return undefined;
  const wrong = splitNames(objs!).find(
    (each) => !/^[^()]+\([\w\s:."[\]]*(\(\d+(:\s*\d+)?\)[\w\s:."[\]]*)*\)$/.test(each),
  );
  return wrong === undefined ? undefined : `Illegal function / procedure signature: "${wrong}".`;
}

export const splitNames = (text: string): string[] => text.split(',').map((each) => each.trim());
