import type { Json } from '../../lib/core/json.js';
import type { Dict, Value } from '../../lib/core/value.js';
import { valueFromJson } from '../../lib/schema/index.js';
import type { Said } from './frames.js';

/** Files of facts.d: JSON, or INI with sections; always data, never templates. */
export function localFacts(said: Said): Dict {
  const names = said.all('fact_name');
  const outputs = said.all('fact_out');
  return new Map(names.map((name, i): [Value, Value] => [name, readFact(outputs[i] ?? '')]));
}

function readFact(text: string): Value {
  try {
    return valueFromJson(JSON.parse(text) as Json);
  } catch {
    return readIni(text) ?? `error loading facts as JSON or ini: ${text.slice(0, 200)}`;
  }
}

function readIni(text: string): Value | undefined {
  const sections: Dict = new Map();
  let section: Dict | undefined;
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line);
    const pair = /^\s*([^=:#;[]+?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (header) sections.set(header[1]!, (section = new Map()));
    else if (pair && section) section.set(pair[1]!.toLowerCase(), pair[2]!);
    else if (line.trim() !== '' && !/^\s*[#;]/.test(line)) return undefined;
  }
  return sections.size > 0 ? sections : undefined;
}
