import type { Environment } from '../environment.js';
import type { Expr, Stmt } from '../parse/nodes.js';
import type { SourceText } from '../parse/source-text.js';
import type { UndefinedKind } from '../python/undefined.js';
import type { BlockCode, TemplateContext } from '../runtime/template-context.js';
import type { Frame } from '../runtime/frame.js';
import type { NameScope } from './name-scope.js';

/** A compiled expression. */
export type Eval = (frame: Frame) => unknown;

/** What a statement asks of the loop around it. */
export type Signal = 'break' | 'continue' | undefined;

/** A compiled statement. */
export type Exec = (frame: Frame) => Signal;

export interface LoadedTemplate {
  readonly file: string;
  readonly blocks: ReadonlyMap<string, BlockCode>;
  /** Prints the template (or the one it extends) with this context. */
  readonly run: (context: TemplateContext) => void;
}

/** What all parts of one compilation share. */
export interface Compilation {
  readonly source: SourceText;
  readonly environment: Environment;
  readonly undefinedKind: UndefinedKind;
  readonly blocks: Map<string, BlockCode>;
  /** The template extends another: its top level prints nothing once the tag was met. */
  readonly hasExtends: boolean;
  /** Finds and compiles another template. */
  readonly load: (name: string) => LoadedTemplate | undefined;
  /** Nodes have nodes inside: the way back to the whole language for the files of single nodes. */
  readonly compileExpr: (node: Expr, site: Site) => Eval;
  readonly compileBody: (body: readonly Stmt[], site: Site) => Exec;
}

/** Where a node is compiled: the names it sees. */
export interface Site {
  readonly unit: Compilation;
  readonly scope: NameScope;
  /** Prints to the top level of the template, which extends can silence. */
  readonly isRoot: boolean;
  /** A missing filter or test is an error only when reached (in branches). */
  readonly soft: boolean;
}
