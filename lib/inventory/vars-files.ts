import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { TsplayError, type Problem } from '../core/problem.js';
import { isDict, type Dict } from '../core/value.js';
import { decodeText } from '../yaml/decode-text.js';
import { loadYaml } from '../yaml/load-yaml.js';
import { toValue } from '../yaml/to-value.js';
import { decryptFile } from '../yaml/decrypt-file.js';
import { variableFiles } from '../yaml/variable-files.js';
import type { InventoryOptions } from './options.js';

/** A file of variables for one group or host. */
export interface VarsFile {
  readonly path: string;
  readonly vars: Dict;
}

/** The files under group_vars/ and host_vars/, each read once, when its group or host is first asked for. */
export class VarsFiles {
  readonly warnings: Problem[] = [];
  readonly #inventoryDirs = new Set<string>();
  readonly #read = new Map<string, readonly VarsFile[]>();

  constructor(readonly options: InventoryOptions) {}

  /** The folders of the inventory sources, in the order of the sources. */
  get inventoryDirs(): readonly string[] {
    return [...this.#inventoryDirs];
  }

  addInventoryDir(path: string): void {
    this.#inventoryDirs.add(path);
  }

  /** What `dir/group_vars/name` (or host_vars) holds: one file, or all files of a folder. */
  of(dir: string, kind: 'group_vars' | 'host_vars', name: string): readonly VarsFile[] {
    if (isAbsolute(name) || this.options.varsFiles === false) return [];
    const base = join(dir, kind, name);
    let files = this.#read.get(base);
    if (!files) {
      files = variableFiles(base, 'first', this.options.variableExtensions).map((path) => ({
        path,
        vars: this.#readVars(path),
      }));
      this.#read.set(base, files);
    }
    return files;
  }

  /** Forgets what was read, as `meta: refresh_inventory` does. */
  clear(): void {
    this.#read.clear();
  }

  #readVars(path: string): Dict {
    const { decrypt, duplicateKeys } = this.options;
    const text = decryptFile(decodeText(readFileSync(path), path), path, decrypt);
    const { root, warnings } = loadYaml(text, path, {
      ...(decrypt && { decrypt }),
      ...(duplicateKeys && { duplicateKeys }),
    })[0]!;
    this.warnings.push(...warnings);
    const value = toValue(root);
    if (isDict(value)) return value;
    if (value === null) return new Map();
    throw new TsplayError({
      code: 'bad-vars-file',
      message: 'a file of variables is a mapping of names to values',
      at: root.at,
    });
  }
}
