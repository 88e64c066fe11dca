import type { SourcePos } from '../core/position.js';
import type { Problem } from '../core/problem.js';
import type { Value } from '../core/value.js';

/** One document of a YAML stream, with what a reader may want to be told about it. */
export interface YamlDocument {
  readonly root: YamlNode;
  readonly warnings: readonly Problem[];
}

/** A value of a YAML text that still knows where it stands. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly at: SourcePos;
}

/** A key and its value; of keys written twice only the last is kept, merge keys (`<<`) are already merged. */
export interface YamlEntry {
  readonly key: Value;
  readonly keyAt: SourcePos;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: SourcePos;
}

export interface YamlScalar {
  readonly kind: 'scalar';
  /** Typed as PyYAML types it; text is always a plain string here, see `toValue`. */
  readonly value: Value;
  readonly at: SourcePos;
  readonly style: ScalarStyle;
  /** Tagged `!unsafe`, or inside something that is: never a template. */
  readonly unsafe?: boolean;
}

/** How a scalar was written; `absent` is the nothing after `key:`, `computed` comes from a tag such as `!!set`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'absent' | 'computed';

export interface YamlOptions {
  /** What a key written twice in one mapping is. Default: `error`. */
  readonly duplicateKeys?: 'error' | 'warn' | 'ignore';
  /** Reads the text under `!vault`, when the value is needed and not before. Default: a Problem. */
  readonly decrypt?: (ciphertext: string, at: SourcePos) => string;
  /** Text that is a JSON document follows JSON's numbers (`1e3` is a float). Default: false. */
  readonly json?: boolean;
  /** How deep collections may nest. Default: 500. */
  readonly maxDepth?: number;
  /** How many nodes aliases may expand to. Default: 1,000,000. */
  readonly maxAliasNodes?: number;
}
