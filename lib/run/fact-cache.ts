import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readJson } from '../core/read-json.js';
import { isDict, type Dict } from '../core/value.js';
import { dumpJson } from '../template/index.js';

/** Facts that outlive a play; the default one lives as long as the run. */
export interface FactCache {
  get(host: string): Dict | undefined;
  set(host: string, facts: Dict): void;
  delete(host: string): void;
}

export function memoryFactCache(): FactCache {
  const facts = new Map<string, Dict>();
  return {
    get: (host) => facts.get(host),
    set: (host, value) => void facts.set(host, value),
    delete: (host) => void facts.delete(host),
  };
}

/**
 * One JSON file for each host in a directory, `prefix` before its name; entries older than `timeoutSeconds`
 * (0: none) are not used.
 */
export function jsonFileFactCache(directory: string, timeoutSeconds = 86_400, prefix = ''): FactCache {
  const fileOf = (host: string): string => join(directory, prefix + encodeURIComponent(host));
  return {
    get: (host) => readFacts(fileOf(host), timeoutSeconds),
    set: (host, facts) => {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const file = fileOf(host);
      // runs side by side write the same host's
      const made = `${file}.new.${process.pid}`;
      writeFileSync(made, dumpJson(facts, { indent: 4, sortKeys: true }), { mode: 0o600 });
      renameSync(made, file);
    },
    delete: (host) => rmSync(fileOf(host), { force: true }),
  };
}

function readFacts(file: string, timeoutSeconds: number): Dict | undefined {
  try {
    if (timeoutSeconds > 0 && Date.now() - statSync(file).mtimeMs > timeoutSeconds * 1000) return undefined;
    const facts = readJson(readFileSync(file, 'utf8'));
    return isDict(facts) ? facts : undefined;
  } catch {
    return undefined;
  }
}
