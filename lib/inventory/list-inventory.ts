import type { Json } from '../core/json.js';
import { PyDate, PyFloat, TemplateString, type Dict, type Value } from '../core/value.js';
import { textOf } from '../yaml/text-of.js';
import { hostLayers, mergeLayers } from './host-layers.js';
import type { Inventory } from './inventory.js';

/** The inventory as `ansible-inventory --list` prints it: groups, and the variables of all hosts in `_meta`. */
export function listInventory(inventory: Inventory, playbookDir?: string): Json {
  const hostvars: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const host of inventory.hosts.values()) {
    const vars = mergeLayers(hostLayers(inventory, host, playbookDir));
    if (vars.size > 0) hostvars[host.name] = toJson(vars);
  }
  const listing: Record<string, Json> = Object.create(null) as Record<string, Json>;
  listing['_meta'] = { hostvars };
  for (const group of inventory.groups.values()) {
    const hosts = [...group.hosts].map((host) => host.name);
    const children = [...group.children].map((child) => child.name);
    if (hosts.length + children.length === 0 && group.name !== 'all') continue;
    listing[group.name] = { ...(hosts.length > 0 && { hosts }), ...(children.length > 0 && { children }) };
  }
  return listing;
}

/** The variables of one host, as `ansible-inventory --host` prints them. */
export function listHost(inventory: Inventory, name: string, playbookDir?: string): Json {
  const host = inventory.host(name);
  return host ? toJson(mergeLayers(hostLayers(inventory, host, playbookDir))) : null;
}

// templates and vaults are shown as they were written
function toJson(value: Value): Json {
  if (value instanceof TemplateString)
    return 'ciphertext' in value ? { __ansible_vault: String(value.ciphertext) } : value.text;
  if (value instanceof PyFloat) return Number.isFinite(value.value) ? value.value : String(value.value);
  if (value instanceof PyDate) return value.text;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Map) return dictToJson(value);
  if (Array.isArray(value)) return Array.from(value, toJson);
  if (value instanceof Set) return [...value].map(toJson);
  return value as Json;
}

function dictToJson(dict: Dict): Json {
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, value] of dict) object[textOf(key)] = toJson(value);
  return object;
}
