import { allModules } from './all-modules.js';
import type { Json } from './core/json.js';
import { createRegistry, type Module } from './module/index.js';
import {
  engineActionNames,
  includeOptions,
  keywords,
  type KeywordPlace,
  type KeywordType,
} from './playbook/index.js';
import { booleanJson, integerJson, templateJson, toJsonSchema, type Fields } from './schema/index.js';

type Schema = Readonly<Record<string, Json>>;

/**
 * The JSON Schema (draft 7) of playbooks, for editors: every keyword, and every module with its arguments, from
 * their declarations. `#/definitions/steps` in it is that of a file of tasks or handlers.
 * @param own modules besides those that come with tsplay
 * @example writeFileSync('playbook.json', JSON.stringify(await playbookSchema([myModule])));
 */
export async function playbookSchema(own: readonly Module[] = []): Promise<Schema> {
  const registry = createRegistry(allModules, own);
  const modules = await Promise.all(registry.names().map((name) => registry.find(name)));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A playbook of tsplay',
    type: 'array',
    items: { anyOf: [ref('play'), ref('import')] },
    definitions: {
      play: { ...placeSchema('play', sections), required: ['hosts'] },
      import: importSchema,
      role: { anyOf: [{ type: 'string' }, roleSchema] },
      steps: { anyOf: [{ type: 'array', items: ref('step') }, { type: 'null' }] },
      step: { if: { required: ['block'] }, then: ref('block'), else: ref('task') },
      block: placeSchema('block', sections),
      task: taskSchema(modules),
      ...Object.fromEntries([...engineActionNames()].map((name) => [definitionOf(name), engineSchema(name)])),
      ...Object.fromEntries(modules.map((module) => [definitionOf(module.name), argumentsSchema(module)])),
    },
  };
}

/** The JSON Schema of a file of tasks or handlers, in a folder with `playbook.json`. */
export const tasksSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Tasks or handlers of tsplay',
  $ref: 'playbook.json#/definitions/steps',
};

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

const anything: Schema = {};
const text: Schema = { type: ['string', 'number', 'boolean', 'null'] };
const dictionary: Schema = { anyOf: [{ type: ['object', 'null'] }, templateJson] };

const types: Readonly<Record<KeywordType, Json>> = {
  bool: { anyOf: [booleanJson, templateJson, { type: 'null' }] },
  int: { anyOf: [integerJson, templateJson, { type: 'null' }] },
  float: { anyOf: [{ type: 'number' }, integerJson, templateJson, { type: 'null' }] },
  percent: { type: ['number', 'string'] },
  text,
  list: { anyOf: [{ type: 'array' }, text] },
  dict: dictionary,
  conditions: { anyOf: [{ type: 'array', items: text }, text] },
  any: anything,
};

/** Keywords that hold tasks, roles or plays of their own; the others are read by their type. */
const sections: Schema = {
  ...Object.fromEntries(
    ['tasks', 'pre_tasks', 'post_tasks', 'handlers', 'block', 'rescue', 'always'].map((name) => [
      name,
      ref('steps'),
    ]),
  ),
  roles: { anyOf: [{ type: 'array', items: ref('role') }, { type: 'null' }] },
};

const keywordsOn = (places: readonly KeywordPlace[], special: Schema): Schema =>
  Object.fromEntries(
    Object.entries(keywords)
      .filter(([, { on }]) => places.some((place) => on.includes(place)))
      .map(([name, { doc, type }]) => [
        name,
        { description: doc, ...((special[name] ?? types[type]) as Schema) },
      ]),
  );

const placeSchema = (place: KeywordPlace, special: Schema): Schema => ({
  type: 'object',
  properties: keywordsOn([place], special),
  additionalProperties: false,
});

// whatever is no keyword is a variable of the role
const roleSchema: Schema = {
  type: 'object',
  properties: keywordsOn(['role'], {}),
  anyOf: [{ required: ['role'] }, { required: ['name'] }],
};

const importNames = ['import_playbook', 'ansible.builtin.import_playbook'];

const importSchema: Schema = {
  type: 'object',
  properties: {
    ...keywordsOn(['task'], {}),
    ...Object.fromEntries(importNames.map((name) => [name, { type: 'string' }])),
  },
  anyOf: importNames.map((name) => ({ required: [name] })),
};

function taskSchema(modules: readonly Module[]): Schema {
  const actions = Object.fromEntries([
    ...[...engineActionNames()].flatMap((name) =>
      namesOf(name, undefined).map((each) => [each, actionSchema(name)] as const),
    ),
    ...modules.flatMap((module) =>
      namesOf(module.name, module.collection).map(
        (name) => [name, actionSchema(module.name, module.summary)] as const,
      ),
    ),
  ]);
  return {
    type: 'object',
    // a handler is a task that also listens
    properties: { ...actions, ...keywordsOn(['task', 'handler'], {}) },
    // loops of old, and modules of collections that are not tsplay's
    patternProperties: { '^with_': anything, '\\.': anything },
    additionalProperties: false,
  };
}

const namesOf = (name: string, collection = 'ansible.builtin'): readonly string[] => [
  name,
  `${collection}.${name}`,
];

const definitionOf = (name: string): string => `module ${name}`;

/** Arguments, or text: free form, `key=value`, or a template of all arguments. */
const actionSchema = (name: string, summary?: string): Schema => ({
  ...(summary === undefined ? {} : { description: `${summary}.` }),
  anyOf: [ref(encodeURIComponent(definitionOf(name))), { type: ['string', 'number', 'null'] }],
});

const argumentsSchema = ({ args, open }: Module): Schema => ({
  ...(toJsonSchema(args) as Schema),
  ...(open === true ? { additionalProperties: true } : {}),
});

function engineSchema(name: string): Schema {
  const fields = (includeOptions as Readonly<Record<string, Fields>>)[name];
  return fields ? (toJsonSchema(fields) as Schema) : { type: 'object' };
}
