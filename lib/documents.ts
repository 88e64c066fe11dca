import { TsplayError } from './core/problem.js';
import { allModules } from './all-modules.js';
import { createRegistry, unknownModule, type Documented } from './module/index.js';
import { engineDocuments } from './run/engine-documents.js';

const registry = createRegistry(allModules);
const ofEngine = new Map(engineDocuments.map((each) => [each.name, each]));

/** Everything a task can name, sorted. */
export const documentNames = (): readonly string[] =>
  [...new Set([...registry.names(), ...ofEngine.keys()])].sort();

/**
 * What `tsplay doc` tells about: a module, or what the engine does itself.
 * @throws TsplayError with a suggestion when there is no such name
 */
export async function findDocument(name: string): Promise<Documented> {
  const own = ofEngine.get(registry.shortName(name));
  if (own !== undefined) return own;
  if (registry.has(name)) return await registry.find(name);
  throw new TsplayError(unknownModule(name, documentNames(), undefined));
}
