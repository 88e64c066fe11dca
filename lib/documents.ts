import { TsplayError } from './core/problem.js';
import { allModules } from './all-modules.js';
import { createRegistry, unknownModule, type Documented } from './module/index.js';
import { documentOfFile } from './run/document-of-file.js';
import { engineDocuments } from './run/engine-documents.js';
import { ModuleLibrary, withLibrary } from './run/module-library.js';
import { configOf } from './run/settings.js';

/** What there is to tell about everything that a task can name. */
export interface Documents {
  has(name: string): boolean;
  /** Sorted. */
  names(): readonly string[];
  /**
   * A module, or what the engine does itself.
   * @throws TsplayError with a suggestion when there is no such name
   */
  find(name: string): Promise<Documented>;
  /** The file of a module of the user's; what comes with tsplay has none. */
  fileOf(name: string): string | undefined;
}

/** @param libraryPath directories with modules of the user's, which come before those of the same name. */
export function createDocuments(libraryPath: readonly string[] = []): Documents {
  const library = new ModuleLibrary(libraryPath, configOf({}).list('MODULE_IGNORE_EXTS'));
  const registry = withLibrary(createRegistry(allModules), library);
  const ofEngine = new Map(engineDocuments.map((each) => [each.name, each]));
  const ownOf = (name: string): Documented | undefined =>
    library.has(name) ? undefined : ofEngine.get(registry.shortName(name));
  const names = (): readonly string[] => [...new Set([...registry.names(), ...ofEngine.keys()])].sort();
  return {
    has: (name) => registry.has(name) || ownOf(name) !== undefined,
    names,
    fileOf: (name) => library.fileOf(name),
    find: async (name) => {
      const file = library.fileOf(name);
      if (file !== undefined) return documentOfFile(registry.shortName(name), file);
      const own = ownOf(name);
      if (own !== undefined) return own;
      if (registry.has(name)) return await registry.find(name);
      throw new TsplayError(unknownModule(name, names(), undefined));
    },
  };
}
