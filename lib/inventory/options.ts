import type { SourcePos } from '../core/position.js';
import type { Dict, Value } from '../core/value.js';

export interface InventoryOptions {
  /** Relative sources start here. Default: the process's working directory. */
  readonly cwd?: string;
  /** Reads a vault-encrypted file or `!vault` value; without it those are a Problem when needed. */
  readonly decrypt?: (ciphertext: string, at: SourcePos) => string;
  /** Evaluates an expression of a `constructed` source with a host's variables; undefined when it has no value. */
  readonly evaluate?: (expression: string, vars: Dict, at: SourcePos) => Value | undefined;
  /** What expressions of a `constructed` source that wants them see too. */
  readonly extraVars?: Dict;
  /** Whether expressions of a `constructed` source see `extraVars` where the source does not say. Default: false. */
  readonly useExtraVars?: boolean;
  /** Whether group_vars/ and host_vars/ are read. Default: true. */
  readonly varsFiles?: boolean;
  /** Extensions of YAML inventories beside .yml, .yaml and .json. */
  readonly yamlExtensions?: readonly string[];
  /** A source that is not there: a Problem, or noted in `Inventory.missing`. Default: `refuse`. */
  readonly missing?: 'refuse' | 'keep';
  /** What a YAML key written twice is. Default: `error`. */
  readonly duplicateKeys?: 'error' | 'warn' | 'ignore';
  /** hash_behaviour=merge: dicts that several sources give one host or group become one. Default: the last wins. */
  readonly mergeDicts?: boolean;
  /**
   * Kinds of sources that are read, as `enable_plugins` has them: `yaml`, `ini`, `script`, `host_list`, `auto`,
   * `constructed`, `generator`, `advanced_host_list` (lists of hosts with ranges). Default: all but the last.
   */
  readonly kinds?: readonly string[];
  /** Names of groups that are no names of variables: made into some (`always`, or `silently`). Default: `never`. */
  readonly invalidGroupNames?: 'always' | 'never' | 'ignore' | 'silently';
  /** In a directory, files whose names a Python regular expression finds are passed over: backups and the like. */
  readonly ignoredNames?: readonly string[];
  /** Extensions that files of variables under group_vars/ and host_vars/ may have. Default: .yml, .yaml, .json. */
  readonly variableExtensions?: readonly string[];
  /** `precedence` of ansible.cfg: kinds of variables of groups, lowest first; what is not named is left out. */
  readonly groupPrecedence?: readonly string[];
  /** Whether text from executable inventories may be a template, as Ansible has it. Default: true. */
  readonly trustScripts?: boolean;
}
