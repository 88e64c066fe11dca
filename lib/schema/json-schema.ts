import type { Json } from '../core/json.js';
import type { Field, Fields } from './field.js';

/** Text with a template in it, which may stand for any value. */
export const templateJson: Json = { type: 'string', pattern: '\\{\\{|\\{%' };

/** The JSON Schema of a dict with these fields, for editor completion; a template may stand for any value. */
export function toJsonSchema(fields: Fields): Json {
  const properties: Record<string, Json> = {};
  for (const [name, field] of Object.entries(fields)) {
    for (const key of [name, ...field.aliases])
      properties[key] = property(field, key === name ? undefined : name);
  }
  const required = Object.entries(fields).filter(([, field]) => field.required && field.aliases.length === 0);
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required: required.map(([name]) => name) } : {}),
  };
}

function property(field: Field, aliasOf: string | undefined): Json {
  const description = aliasOf === undefined ? field.doc : `Alias of ${aliasOf}. ${field.doc}`;
  const fallback = asJson(field.fallback);
  return {
    description,
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [field.json, templateJson, { type: 'null' }],
  };
}

function asJson(value: unknown): Json | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map((each) => asJson(each) ?? null) : undefined;
}
