import { Composer, Parser, type Document, type YAMLError } from 'yaml';
import { TsplayError, type Problem } from '../core/problem.js';
import { buildDocument } from './build-document.js';
import { checkDepth } from './check-depth.js';
import { readEveryday } from './everyday/read-everyday.js';
import { explainError } from './explain-error.js';
import { indentContinuations } from './indent-continuations.js';
import { Source } from './source.js';
import type { YamlDocument, YamlOptions } from './types.js';

/**
 * Reads YAML 1.1 as PyYAML does; every node knows its place in `file`.
 *
 * @throws TsplayError with every mistake of the text at once.
 * @example loadYaml('a: yes', 'site.yml')[0].root // { kind: 'map', entries: [{ key: 'a', … }] }
 */
export function loadYaml(text: string, file: string, options: YamlOptions = {}): YamlDocument[] {
  const given = Source.of(text, file, options);
  refuseBadCharacters(given);
  const root = readEveryday(given.text, file, options);
  return root === undefined ? readInFull(given) : [{ root, warnings: [] }];
}

/** The same for all of YAML. */
export function readInFull(given: Source): YamlDocument[] {
  const { docs, source, mistakes } = read(given);
  const built = docs.map((doc) => buildDocument(doc, source, mistakes.length > 0));
  mistakes.push(...built.flatMap((one) => one.problems));
  if (mistakes.length > 0) throw new TsplayError(oneEachLine(mistakes));
  return built.map(({ root, warnings }) => ({ root, warnings }));
}

interface Parsed {
  readonly docs: readonly Document.Parsed[];
  readonly source: Source;
  readonly mistakes: Problem[];
}

// text that can be read once its lines are moved is good; else the mistakes are those of the text as it stands
function read(source: Source): Parsed {
  const docs = parse(source);
  if (isGood(docs)) return { docs, source, mistakes: [] };
  return readMoved(docs, source) ?? { docs, source, mistakes: explainAll(docs, source) };
}

function readMoved(docs: Parsed['docs'], source: Source): Parsed | undefined {
  // a text with thousands of mistakes is not one whose lines only stand too far left
  if (docs.reduce((sum, doc) => sum + doc.errors.length, 0) > 2000) return undefined;
  const tries = Math.min(100, Math.ceil(2_000_000 / source.text.length));
  for (let [count, moved] = [0, indentContinuations(docs, source, -1)]; moved && count < tries; count++) {
    const movedDocs = parse(moved.source);
    if (isGood(movedDocs)) return { docs: movedDocs, source: moved.source, mistakes: [] };
    moved = indentContinuations(movedDocs, moved.source, moved.opening);
  }
  return undefined;
}

const isGood = (docs: Parsed['docs']): boolean => !docs.some((doc) => doc.errors.some(isMistake));

function parse(source: Source): Document.Parsed[] {
  const tokens = [...new Parser().parse(source.text)];
  checkDepth(tokens, source);
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return [...composer.compose(tokens, true, source.text.length)] as Document.Parsed[];
}

// `'x'# comment` is good enough for PyYAML
const isMistake = (error: YAMLError): boolean => !error.message.startsWith('Comments must be separated');

// what PyYAML's reader refuses: control characters, and half surrogate pairs
function refuseBadCharacters(source: Source): void {
  const bad = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/.exec(source.text);
  if (!bad) return;
  const code = bad[0].charCodeAt(0).toString(16).padStart(4, '0');
  const hint = 'remove it, or write it as an escape in a double-quoted string';
  const message = `the character U+${code.toUpperCase()} is not allowed in YAML`;
  throw new TsplayError(source.problem('bad-character', message, bad.index, hint));
}

// one mistake makes the parser stumble a thousand times: more than some are not looked at
function explainAll(docs: Parsed['docs'], source: Source): Problem[] {
  const found = docs.flatMap((doc) => doc.errors.filter(isMistake).map((error) => ({ doc, error })));
  return oneEachLine(found.slice(0, 100).map(({ doc, error }) => explainError(error, doc, source)));
}

// a mistake makes the parser stumble again further on in the line: only its first word is of use
function oneEachLine(problems: readonly Problem[]): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const problem of problems) {
    const line = problem.at?.line ?? 0;
    if (!byLine.has(line)) byLine.set(line, problem);
  }
  return [...byLine.values()].slice(0, 20);
}
