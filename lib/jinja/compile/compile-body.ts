import type { Stmt } from '../parse/nodes.js';
import { pyTruth } from '../python/truth.js';
import type { Frame } from '../runtime/frame.js';
import { compileBlock } from './compile-block.js';
import { compileExpr } from './compile-expr.js';
import { compileFor } from './compile-for.js';
import { compileExtends, compileFromImport, compileImport, compileInclude } from './compile-imports.js';
import { compileCallBlock, compileMacro } from './compile-macro.js';
import { compileOutput } from './compile-output.js';
import { compileFilterBlock, compileSet, compileSetBlock } from './compile-set.js';
import { compileWith } from './compile-with.js';
import type { Exec, Signal, Site } from './compiler.js';
import { innerSite, resetSlots } from './inner-site.js';
import { locate } from './locate.js';

/** Statements one after the other; break and continue end them early. */
export function compileBody(body: readonly Stmt[], site: Site): Exec {
  const steps = body.map((statement) => compileStatement(statement, site));
  const [first, second] = steps;
  switch (steps.length) {
    case 0:
      return () => undefined;
    case 1:
      return first!;
    case 2:
      return (frame) => first!(frame) ?? second!(frame);
    default:
      return (frame) => {
        for (const step of steps) {
          const signal = step(frame);
          if (signal !== undefined) return signal;
        }
        return undefined;
      };
  }
}

function compileStatement(statement: Stmt, site: Site): Exec {
  switch (statement.kind) {
    case 'output':
      return compileOutput(statement, site);
    case 'for':
      return compileFor(statement, site);
    case 'if':
      return compileIf(statement, site);
    case 'set':
      return compileSet(statement, site);
    case 'setblock':
      return compileSetBlock(statement, site);
    case 'with':
      return compileWith(statement, site);
    case 'macro':
      return compileMacro(statement, site);
    case 'callblock':
      return compileCallBlock(statement, site);
    case 'filterblock':
      return compileFilterBlock(statement, site);
    case 'block':
      return compileBlock(statement, site);
    case 'extends':
      return compileExtends(statement, site);
    case 'include':
      return compileInclude(statement, site);
    case 'import':
      return compileImport(statement, site);
    case 'fromimport':
      return compileFromImport(statement, site);
    case 'do':
      return compileDo(statement, site);
    case 'break':
    case 'continue': {
      const signal: Signal = statement.kind;
      return () => signal;
    }
    case 'autoescape':
      return compileAutoescape(statement, site);
  }
}

type Of<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;

function compileIf(node: Of<'if'>, site: Site): Exec {
  const soft: Site = { ...site, soft: true };
  const branches = node.branches.map(({ test, body }) => ({
    test: compileTruth(test, site),
    body: compileBody(body, soft),
  }));
  const otherwise = compileBody(node.otherwise, soft);
  return (frame) => {
    for (const { test, body } of branches) if (test(frame)) return body(frame);
    return otherwise(frame);
  };
}

function compileTruth(node: Of<'if'>['branches'][number]['test'], site: Site): (frame: Frame) => boolean {
  const test = compileExpr(node, site);
  const { source } = site.unit;
  return (frame) => {
    try {
      return pyTruth(test(frame));
    } catch (error) {
      throw locate(error, source, node.at);
    }
  };
}

function compileDo(node: Of<'do'>, site: Site): Exec {
  const value = compileExpr(node.value, site);
  return (frame) => {
    value(frame);
    return undefined;
  };
}

function compileAutoescape(node: Of<'autoescape'>, site: Site): Exec {
  const value = compileTruth(node.value, site);
  const inner = innerSite(node.body, site, true);
  const body = compileBody(node.body, inner);
  const reset = resetSlots(inner);
  return (frame) => {
    const { context } = frame;
    reset(frame);
    const before = context.autoescape;
    context.autoescape = value(frame);
    try {
      return body(frame);
    } finally {
      context.autoescape = before;
    }
  };
}
