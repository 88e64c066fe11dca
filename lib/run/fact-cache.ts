import type { Dict } from '../core/value.js';

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
