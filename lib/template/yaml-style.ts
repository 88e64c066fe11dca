export type ScalarStyle = '"' | "'" | '|';

/** Options of `to_yaml`, named as PyYAML's. */
export interface YamlStyle {
  readonly indent: number;
  readonly width: number;
  readonly sortKeys: boolean;
  readonly allowUnicode: boolean;
  /** true: all inline, false: all in blocks, undefined: a collection of scalars only is inline. */
  readonly flow: boolean | undefined;
  readonly explicitStart: boolean;
  readonly explicitEnd: boolean;
  /** Text of several lines as a block; `readable` gives up what a block cannot say. */
  readonly blockText?: 'exact' | 'readable' | undefined;
  /** How all scalars are written, whatever they are: what is no text is marked so. */
  readonly scalars?: ScalarStyle | undefined;
  /** What stands in several places is written once and referred to. */
  readonly aliases: boolean;
}

export const plainStyle: YamlStyle = {
  indent: 2,
  width: 80,
  sortKeys: true,
  allowUnicode: true,
  flow: undefined,
  explicitStart: false,
  explicitEnd: false,
  aliases: false,
};
