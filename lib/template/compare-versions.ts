import { pyTruth } from '../jinja/index.js';
import { filterError } from './python.js';

export interface VersionComparison {
  readonly operator: string;
  readonly strict: unknown;
  readonly kind: string | undefined;
}

type Part = number | string;

/** The test `version`: loose by default, strict, semver or PEP 440 on request. */
export function compareVersions(
  value: string,
  other: string,
  { operator, strict, kind }: VersionComparison,
): boolean {
  if (value === '') throw filterError('Input version value cannot be empty');
  if (other === '') throw filterError('Version parameter to compare against cannot be empty');
  const holds = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (strict !== undefined && strict !== null && kind !== undefined)
    throw filterError("Cannot specify both 'strict' and 'version_type'");
  const scheme = kind ?? (pyTruth(strict ?? false) ? 'strict' : 'loose');
  const compare = Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
  if (!compare) {
    throw filterError(
      `Invalid version type (${scheme}). Must be one of ${Object.keys(SCHEMES)
        .map((name) => `'${name}'`)
        .join(', ')}`,
    );
  }
  if (!holds) {
    throw filterError(
      `Invalid operator type (${operator}). Must be one of ${Object.keys(OPERATORS)
        .map((name) => `'${name}'`)
        .join(', ')}`,
    );
  }
  return holds(compare(value, other));
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (n) => n === 0,
  '=': (n) => n === 0,
  eq: (n) => n === 0,
  '<': (n) => n < 0,
  lt: (n) => n < 0,
  '<=': (n) => n <= 0,
  le: (n) => n <= 0,
  '>': (n) => n > 0,
  gt: (n) => n > 0,
  '>=': (n) => n >= 0,
  ge: (n) => n >= 0,
  '!=': (n) => n !== 0,
  '<>': (n) => n !== 0,
  ne: (n) => n !== 0,
};

const SCHEMES: Readonly<Record<string, (a: string, b: string) => number>> = {
  loose: (a, b) => compareParts(looseParts(a), looseParts(b)),
  strict: (a, b) => compareParts(strictParts(a), strictParts(b)),
  semver: (a, b) => compareSemver(a, b),
  semantic: (a, b) => compareSemver(a, b),
  pep440: (a, b) => compareParts(pep440Parts(a), pep440Parts(b)),
};

function compareParts(a: readonly Part[], b: readonly Part[]): number {
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    const [left, right] = [a[n]!, b[n]!];
    if (typeof left !== typeof right) {
      const [x, y] = [typeof left, typeof right].map((name) => (name === 'string' ? 'str' : 'int'));
      throw filterError(
        `Version comparison failed: '<' not supported between instances of '${x}' and '${y}'`,
      );
    }
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

const looseParts = (text: string): Part[] =>
  text
    .split(/(\d+|[a-z]+|\.)/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

function strictParts(text: string): Part[] {
  const found = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(text);
  if (!found) throw filterError(`Version comparison failed: invalid version number '${text}'`);
  const release = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  return [...release, found[4] ?? 'z', Number(found[5] ?? 0)];
}

function compareSemver(a: string, b: string): number {
  const [left, right] = [a, b].map(semverOf) as [Semver, Semver];
  return compareParts(left.release, right.release) || comparePre(left.pre, right.pre);
}

interface Semver {
  readonly release: Part[];
  readonly pre: string[];
}

function semverOf(text: string): Semver {
  const found = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(
    text,
  );
  if (!found) throw filterError(`Version comparison failed: invalid semantic version '${text}'`);
  return { release: [1, 2, 3].map((n) => Number(found[n])), pre: found[4]?.split('.') ?? [] };
}

// a version with a prerelease comes before the one without; numbers come before words
function comparePre(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    if (a[n] === b[n]) continue;
    const [x, y] = [/^\d+$/.test(a[n]!), /^\d+$/.test(b[n]!)];
    if (x && y) return Number(a[n]) - Number(b[n]);
    return x !== y ? (x ? -1 : 1) : a[n]! < b[n]! ? -1 : 1;
  }
  return a.length - b.length;
}

const PEP440 =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?([-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

function pep440Parts(text: string): Part[] {
  const found = PEP440.exec(text.trim().toLowerCase());
  if (!found) throw filterError(`Version comparison failed: Invalid version: '${text}'`);
  const release = found[2]!
    .replace(/(\.0+)+$/, '')
    .split('.')
    .map(Number);
  const post = found[5] ?? found[6];
  const hasDev = found[7] !== undefined;
  const letters: Readonly<Record<string, number>> = {
    alpha: 1,
    a: 1,
    beta: 2,
    b: 2,
    c: 3,
    rc: 3,
    pre: 3,
    preview: 3,
  };
  const pre = found[3] ? letters[found[3]]! : hasDev && post === undefined ? 0 : 4;
  const padded = Array.from({ length: 8 }, (_, n) => release[n] ?? 0);
  const local = found[9] === undefined ? [] : found[9].split(/[-_.]/).map((part) => part.padStart(12, '0'));
  return [
    Number(found[1] ?? 0),
    ...padded,
    pre,
    Number(found[4] || 0),
    post === undefined ? 0 : 1,
    Number(post || 0),
    hasDev ? 0 : 1,
    Number(found[8] || 0),
    ...local,
  ];
}
