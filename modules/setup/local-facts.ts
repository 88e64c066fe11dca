import { readJson } from '../../lib/core/read-json.js';
import type { Dict, Value } from '../../lib/core/value.js';
import type { Said } from './frames.js';

/** Files of facts.d: JSON, or INI with sections; always data, never templates. */
export function localFacts(said: Said): Dict {
  const [outputs, errors, codes, files] = ['fact_out', 'fact_err', 'fact_rc', 'fact_file'].map((key) =>
    said.all(key),
  );
  return new Map(
    said
      .all('fact_name')
      .map((name, i): [Value, Value] => [
        name,
        readFact({ file: files![i]!, out: outputs![i]!, err: errors![i]!, rc: codes![i]! }),
      ]),
  );
}

interface Fact {
  readonly file: string;
  readonly out: string;
  readonly err: string;
  /** Of a program; `gone` where a link leads nowhere. */
  readonly rc: string;
}

function readFact({ file, out, err, rc }: Fact): Value {
  if (rc === 'gone') return `Could not stat fact (${file}): [Errno 2] No such file or directory: '${file}'`;
  if (rc !== '0') return `Failure executing fact script (${file}), rc: ${rc}, err: ${err}`;
  try {
    return readJson(out);
  } catch {
    return readIni(out) ?? `error loading facts as JSON or ini - please check content: ${file}`;
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
