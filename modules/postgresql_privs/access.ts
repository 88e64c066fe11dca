import { postgresText } from '../../lib/module/index.js';
import { schemaOf } from './grant.js';
import type { Args } from './index.js';

export const objectTypes = [
  'database',
  'default_privs',
  'foreign_data_wrapper',
  'foreign_server',
  'function',
  'group',
  'language',
  'procedure',
  'schema',
  'sequence',
  'table',
  'tablespace',
  'type',
] as const;

// where the access lists are kept: catalog, column of the name, of the list, and of the schema
const catalogs: Readonly<
  Record<string, readonly [catalog: string, name: string, list: string, schema?: string]>
> = {
  database: ['pg_database', 'datname', 'datacl'],
  foreign_data_wrapper: ['pg_foreign_data_wrapper', 'fdwname', 'fdwacl'],
  foreign_server: ['pg_foreign_server', 'srvname', 'srvacl'],
  function: ['pg_proc', 'proname', 'proacl', 'pronamespace'],
  language: ['pg_language', 'lanname', 'lanacl'],
  procedure: ['pg_proc', 'proname', 'proacl', 'pronamespace'],
  schema: ['pg_namespace', 'nspname', 'nspacl'],
  sequence: ['pg_class', 'relname', 'relacl', 'relnamespace'],
  table: ['pg_class', 'relname', 'relacl', 'relnamespace'],
  tablespace: ['pg_tablespace', 'spcname', 'spcacl'],
  type: ['pg_type', 'typname', 'typacl', 'typnamespace'],
};

/** Asks for what everybody may do with these objects, each list in an order of its own; none means all in the schema. */
export function accessQuestion(given: Args, objects: readonly string[]): string {
  if (given.type === 'group') return membersQuestion(objects);
  if (given.type === 'default_privs')
    return `SELECT defaclrole::regrole AS role, defaclnamespace::regnamespace AS schema, defaclobjtype AS kind, ${sorted('defaclacl')} AS access FROM pg_default_acl ORDER BY 1, 2, 3`;
  const [catalog, name, list, namespace] = catalogs[given.type]!;
  const schema = schemaOf(given);
  const bare = objects.map((each) => postgresText(/^[^(]*/.exec(each)![0]));
  const conditions = [
    ...(namespace === undefined || schema === undefined
      ? []
      : [`${namespace} = (SELECT oid FROM pg_namespace WHERE nspname = ${postgresText(schema)})`]),
    ...(bare.length === 0 ? [] : [`${name} IN (${bare.join(', ')})`]),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${name} AS name, ${sorted(list)} AS access FROM ${catalog}${where} ORDER BY ${name}, oid`;
}

// null is what the owner of a new object has, and not the same as an empty list
const sorted = (list: string): string =>
  `CASE WHEN ${list} IS NULL THEN 'default' ELSE (SELECT coalesce(string_agg(item::text, ',' ORDER BY item::text), '') FROM unnest(${list}) AS item) END`;

const membersQuestion = (groups: readonly string[]): string =>
  `SELECT roleid::regrole AS role, member::regrole AS member, admin_option FROM pg_auth_members WHERE roleid IN (SELECT oid FROM pg_roles WHERE rolname IN (${groups.map(postgresText).join(', ')})) ORDER BY 1, 2, 3`;
