import type { Json } from '../core/json.js';
import type { Field, Fields } from '../schema/index.js';
import type { Documented } from './module.js';

/** The page of a module for a terminal, from its declaration. */
export function describeModule(module: Documented): string {
  const { name, summary, notes = [], args, returns, examples } = module;
  return [
    `${name.toUpperCase()}    ${summary}.`,
    ...notes.flatMap((note) => ['', note]),
    ...(module.freeForm === undefined ? [] : ['', `The text behind '${name}:' is ${module.freeForm}.`]),
    ...(module.open ? ['', 'Takes any other option too.'] : []),
    '',
    'OPTIONS (= is required)',
    ...fieldLines(args, 1),
    '',
    'RETURN VALUES',
    ...fieldLines(returns, 1),
    ...(examples === undefined ? [] : ['', 'EXAMPLES', '', examples.trim()]),
    '',
  ].join('\n');
}

function fieldLines(fields: Fields, depth: number): string[] {
  const pad = '  '.repeat(depth);
  const entries = Object.entries<Field>(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [`${pad}none`];
  return entries.flatMap(([name, field]) => [
    '',
    `${pad}${field.required ? '=' : '-'} ${name}`,
    ...(field.doc === '' ? [] : [`${pad}    ${field.doc}.`]),
    `${pad}    ${factsOf(field).join('; ')}`,
    ...nestedLines(field, depth + 2),
  ]);
}

function nestedLines(field: Field, depth: number): string[] {
  const fields = field.fields ?? field.of?.fields;
  return fields === undefined ? [] : fieldLines(fields, depth);
}

const factsOf = (field: Field): string[] => [
  `type: ${field.kind === 'list' ? `list of ${field.of?.kind ?? 'raw'}` : field.kind}`,
  ...(field.aliases.length > 0 ? [`aliases: ${field.aliases.join(', ')}`] : []),
  ...(field.choices ? [`choices: ${field.choices.join(', ')}`] : []),
  ...(field.fallback === undefined ? [] : [`default: ${JSON.stringify(field.fallback)}`]),
  ...(field.secret ? ['never shown'] : []),
];

/** A task to copy into a playbook. */
export function snippetOf({ name, summary, args }: Documented): string {
  const options = Object.entries<Field>(args).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = options.map(
    ([option, field]) => `    ${option}:  # ${field.required ? '(required) ' : ''}${field.doc}`,
  );
  return [`- name: ${summary}`, `  ${name}:`, ...lines, ''].join('\n');
}

/** The declaration as data. */
export const moduleJson = (module: Documented): Json => ({
  name: module.name,
  summary: module.summary,
  notes: [...(module.notes ?? [])],
  options: fieldsJson(module.args),
  returns: fieldsJson(module.returns),
  examples: module.examples ?? null,
});

const fieldsJson = (fields: Fields): Json =>
  Object.fromEntries(Object.entries<Field>(fields).map(([name, field]) => [name, fieldJson(field)]));

function fieldJson(field: Field): Json {
  const inside = field.fields ?? field.of?.fields;
  return {
    description: field.doc,
    type: field.kind,
    required: field.required,
    aliases: [...field.aliases],
    ...(field.choices && { choices: [...field.choices] }),
    ...(field.fallback !== undefined && { default: JSON.parse(JSON.stringify(field.fallback)) as Json }),
    ...(field.of && { elements: field.of.kind }),
    ...(inside && { suboptions: fieldsJson(inside) }),
  };
}
