/** Where a piece of a user's text stands. Lines and columns start at 1. */
export interface SourcePos {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `site.yml:3:9`, the form every message uses. */
export const formatPos = (at: SourcePos): string => `${at.file}:${at.line}:${at.column}`;
