import type { PluginType } from '../../template/plugin-names.js';

export interface DocFlags {
  readonly keywords?: boolean;
  readonly list?: boolean;
  readonly list_files?: boolean;
  readonly snippet?: boolean;
  readonly json?: boolean;
  readonly metadataDump?: boolean;
  readonly type: 'module' | 'keyword' | 'role' | PluginType;
  readonly entryPoint?: string;
  readonly rolesPath: readonly string[];
  readonly playbookDir?: string;
  readonly modulePath: readonly string[];
}

/** Behind `--list` stand collections; a namespace stands for all of its own. */
export const isListed = (collection: string, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((one) => collection === one || collection.startsWith(`${one}.`));
