/** Every node keeps the offset of its first token in the normalized source; lines are counted when needed. */
export interface Arguments {
  readonly args: readonly Expr[];
  readonly kwargs: readonly (readonly [string, Expr])[];
  /** `*expr` and `**expr`. */
  readonly starArgs: Expr | undefined;
  readonly starKwargs: Expr | undefined;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export type Expr =
  | { readonly kind: 'const'; readonly at: number; readonly value: unknown }
  | NameNode
  | { readonly kind: 'tuple'; readonly at: number; readonly items: readonly Expr[] }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Expr[] }
  | { readonly kind: 'dict'; readonly at: number; readonly pairs: readonly (readonly [Expr, Expr])[] }
  | { readonly kind: 'and' | 'or'; readonly at: number; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'not' | 'neg' | 'pos'; readonly at: number; readonly operand: Expr }
  | {
      readonly kind: 'binary';
      readonly at: number;
      readonly operator: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
    }
  | {
      readonly kind: 'compare';
      readonly at: number;
      readonly left: Expr;
      readonly rest: readonly (readonly [CompareOperator, Expr])[];
    }
  | { readonly kind: 'concat'; readonly at: number; readonly items: readonly Expr[] }
  | {
      readonly kind: 'condexpr';
      readonly at: number;
      readonly test: Expr;
      readonly then: Expr;
      readonly otherwise: Expr | undefined;
    }
  | { readonly kind: 'getattr'; readonly at: number; readonly target: Expr; readonly name: string }
  | { readonly kind: 'getitem'; readonly at: number; readonly target: Expr; readonly key: Expr }
  | {
      readonly kind: 'slice';
      readonly at: number;
      readonly start: Expr | undefined;
      readonly stop: Expr | undefined;
      readonly step: Expr | undefined;
    }
  | ({ readonly kind: 'call'; readonly at: number; readonly callee: Expr } & Arguments)
  | FilterNode
  | ({ readonly kind: 'test'; readonly at: number; readonly name: string; readonly value: Expr } & Arguments);

export interface NameNode {
  readonly kind: 'name';
  readonly at: number;
  readonly name: string;
}

/** `value` is absent in filter blocks: the body is the value. */
export type FilterNode = {
  readonly kind: 'filter';
  readonly at: number;
  readonly name: string;
  readonly value: Expr | undefined;
} & Arguments;

export type Target =
  | NameNode
  | { readonly kind: 'tuple'; readonly at: number; readonly items: readonly Target[] }
  | { readonly kind: 'nsref'; readonly at: number; readonly name: string; readonly attribute: string };

export interface Signature {
  readonly params: readonly NameNode[];
  /** Of the last parameters. */
  readonly defaults: readonly Expr[];
}

export type Stmt =
  | { readonly kind: 'output'; readonly at: number; readonly nodes: readonly (string | Expr)[] }
  | {
      readonly kind: 'for';
      readonly at: number;
      readonly target: Target;
      readonly iter: Expr;
      readonly test: Expr | undefined;
      readonly recursive: boolean;
      readonly body: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  | {
      readonly kind: 'if';
      readonly at: number;
      readonly branches: readonly { readonly test: Expr; readonly body: readonly Stmt[] }[];
      readonly otherwise: readonly Stmt[];
    }
  | { readonly kind: 'set'; readonly at: number; readonly target: Target; readonly value: Expr }
  | {
      readonly kind: 'setblock';
      readonly at: number;
      readonly target: Target;
      readonly filter: FilterNode | undefined;
      readonly body: readonly Stmt[];
    }
  | {
      readonly kind: 'with';
      readonly at: number;
      readonly pairs: readonly (readonly [Target, Expr])[];
      readonly body: readonly Stmt[];
    }
  | MacroNode
  | {
      readonly kind: 'callblock';
      readonly at: number;
      readonly call: Extract<Expr, { kind: 'call' }>;
      readonly signature: Signature;
      readonly body: readonly Stmt[];
    }
  | {
      readonly kind: 'filterblock';
      readonly at: number;
      readonly filter: FilterNode;
      readonly body: readonly Stmt[];
    }
  | BlockNode
  | { readonly kind: 'extends'; readonly at: number; readonly template: Expr }
  | {
      readonly kind: 'include';
      readonly at: number;
      readonly template: Expr;
      readonly ignoreMissing: boolean;
      readonly withContext: boolean;
    }
  | {
      readonly kind: 'import';
      readonly at: number;
      readonly template: Expr;
      readonly target: NameNode;
      readonly withContext: boolean;
    }
  | {
      readonly kind: 'fromimport';
      readonly at: number;
      readonly template: Expr;
      readonly names: readonly (readonly [name: string, target: NameNode])[];
      readonly withContext: boolean;
    }
  | { readonly kind: 'do'; readonly at: number; readonly value: Expr }
  | { readonly kind: 'break' | 'continue'; readonly at: number }
  | {
      readonly kind: 'autoescape';
      readonly at: number;
      readonly value: Expr;
      readonly body: readonly Stmt[];
    };

export interface MacroNode {
  readonly kind: 'macro';
  readonly at: number;
  readonly name: string;
  readonly signature: Signature;
  readonly body: readonly Stmt[];
}

export interface BlockNode {
  readonly kind: 'block';
  readonly at: number;
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly body: readonly Stmt[];
}
