import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';

import type { Module, Registry } from '../module/index.js';

import { customModule } from './custom-module.js';

/** Modules that stand as scripts or programs in `library/` beside playbooks and in roles. */
export class ModuleLibrary {
  private readonly files = new Map<string, string>();
  private readonly seen = new Set<string>();
  private readonly modules = new Map<string, Module>();

  constructor(
    directories: readonly string[] = [],
    /** Ends of names of files that are none. */
    private readonly ignored: readonly string[] = [],
    /** The interpreter of those in Python. */
    private readonly python?: string,
  ) {
    for (const directory of directories) this.add(directory);
  }

  /** The first directory that has a name keeps it. */
  add(directory: string): void {
    if (this.seen.has(directory)) return;
    this.seen.add(directory);
    for (const file of filesOf(directory, this.ignored)) {
      const { name } = parse(file);
      if (!this.files.has(name)) this.files.set(name, join(directory, file));
    }
  }

  has(name: string): boolean {
    return this.files.has(plain(name));
  }

  fileOf(name: string): string | undefined {
    return this.files.get(plain(name));
  }

  names(): Iterable<string> {
    return this.files.keys();
  }

  module(name: string): Module {
    const key = plain(name);
    const made = this.modules.get(key) ?? customModule(key, this.fileOf(key)!, this.python);
    this.modules.set(key, made);
    return made;
  }
}

/** The registry with the user's own modules before all others. */
export function withLibrary(registry: Registry, library: ModuleLibrary): Registry {
  return {
    has: (name) => library.has(name) || registry.has(name),
    isForeign: (name) => !library.has(name) && registry.isForeign(name),
    names: () => [...new Set([...library.names(), ...registry.names()])].sort(),
    shortName: (name) => (library.has(name) ? plain(name) : registry.shortName(name)),
    freeFormOptions: (name) => (library.has(name) ? undefined : registry.freeFormOptions(name)),
    find: async (name, at) => (library.has(name) ? library.module(name) : registry.find(name, at)),
  };
}

const plain = (name: string): string => name.replace(/^ansible\.legacy\./, '');

const noModule = /^[._]|\.(orig|json|ps1|exe)$/;

function filesOf(directory: string, ignored: readonly string[]): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((one) => !one.isDirectory())
      .map((one) => one.name)
      .filter((name) => !noModule.test(name) && !ignored.some((end) => name.endsWith(end)))
      .sort();
  } catch {
    return [];
  }
}
