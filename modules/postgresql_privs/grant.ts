import { postgresName } from '../../lib/module/index.js';
import type { Args } from './index.js';
import { allDefault, inSchemas, splitNames } from './wrong-arguments.js';

/** The statements that give `roles` what is asked for, or take it away. */
export function grantStatements(given: Args, roles: readonly string[]): string[] {
  const whom = roles.map(roleName).join(',');
  if (given.type === 'default_privs') return defaultStatements(given, whom);
  const what = whatOf(given);
  if (given.state === 'absent') return [`REVOKE ${what} FROM ${whom}`];
  const option = given.type === 'group' ? 'ADMIN OPTION' : 'GRANT OPTION';
  return [
    `GRANT ${what} TO ${whom}${given.grant_option === true ? ` WITH ${option}` : ''}`,
    ...(given.grant_option === false ? [`REVOKE ${option} FOR ${what} FROM ${whom}`] : []),
  ];
}

const roleName = (role: string): string => (role === 'PUBLIC' ? role : postgresName(role));

function whatOf(given: Args): string {
  const { type, objs, privs = '' } = given;
  const named = objectsOf(given);
  if (type === 'group') return named.map(postgresName).join(',');
  const list = splitNames(privs.toUpperCase()).join(',');
  const schema = schemaOf(given);
  const prefix = schema === undefined ? '' : `${postgresName(schema)}.`;
  if (objs === 'ALL_IN_SCHEMA')
    return `${list} ON ALL ${type.toUpperCase()}S IN SCHEMA ${postgresName(schema ?? '')}`;
  const names = named.map((each) => {
    const at = type === 'function' || type === 'procedure' ? each.indexOf('(') : each.length;
    return prefix + postgresName(each.slice(0, at)) + each.slice(at);
  });
  return `${list} ON ${type.replaceAll('_', ' ')} ${names.join(',')}`;
}

/** The schema of the objects; undefined when they have none. */
export function schemaOf({ type, objs, schema }: Args): string | undefined {
  if (!inSchemas.includes(type) || objs === 'schemas' || schema === 'not-specified') return undefined;
  return schema ?? 'public';
}

/** The names of the objects; none for all in a schema. */
export function objectsOf({ type, objs, database }: Args): string[] {
  if (objs === 'ALL_IN_SCHEMA') return [];
  const names = splitNames(objs ?? database);
  return type === 'function' || type === 'procedure' ? names.map((each) => each.replaceAll(':', ',')) : names;
}

function defaultStatements(given: Args, whom: string): string[] {
  const schema = schemaOf(given);
  const start = [
    'ALTER DEFAULT PRIVILEGES',
    ...(given.target_roles === undefined
      ? []
      : [`FOR ROLE ${splitNames(given.target_roles).map(postgresName).join(',')}`]),
    ...(schema === undefined ? [] : [`IN SCHEMA ${postgresName(schema)}`]),
  ].join(' ');
  const revoke = (kind: string): string => `${start} REVOKE ALL ON ${kind} FROM ${whom}`;
  if (given.state === 'absent') return ['TABLES', 'SEQUENCES', 'TYPES'].map(revoke);
  const kinds = given.objs === 'ALL_DEFAULT' ? allDefault : splitNames(given.objs!.toUpperCase());
  const privs = splitNames((given.privs ?? '').toUpperCase()).join(',');
  const option = given.grant_option === true ? ' WITH GRANT OPTION' : '';
  return [
    ...kinds.map(revoke),
    ...kinds.map((kind) => `${start} GRANT ${privs} ON ${kind} TO ${whom}${option}`),
    ...(given.usage_on_types ? [`${start} GRANT USAGE ON TYPES TO ${whom}${option}`] : []),
  ];
}
