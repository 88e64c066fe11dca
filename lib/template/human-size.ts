import { filterError, filterTypeError, numberOf, typeName } from './python.js';

const STEPS: readonly (readonly [string, number])[] = [
  ['Y', 2 ** 80],
  ['Z', 2 ** 70],
  ['E', 2 ** 60],
  ['P', 2 ** 50],
  ['T', 2 ** 40],
  ['G', 2 ** 30],
  ['M', 2 ** 20],
  ['K', 2 ** 10],
  ['B', 1],
];

/** 1536 → `1.50 KB` */
export function toHumanSize(size: unknown, bits: boolean, unit: string | undefined): string {
  const bytes = numberOf(size);
  if (bytes === undefined) {
    throw filterTypeError(
      `human_readable() failed on bad input: ${comparison(unit)} '${typeName(size)}' and 'int'`,
    );
  }
  const base = bits ? 'bits' : 'Bytes';
  const [letter, limit] =
    STEPS.find(([name, step]) => (unit === undefined ? bytes >= step : unit.toUpperCase() === name)) ??
    STEPS.at(-1)!;
  const suffix = limit === 1 ? base : letter + (bits ? 'b' : 'B');
  return `${roundHalfEven(bytes / limit)} ${suffix}`;
}

const comparison = (unit: string | undefined): string =>
  unit === undefined ? "'>=' not supported between instances of" : 'unsupported operand type(s) for /:';

const roundHalfEven = (value: number): string => value.toFixed(2);

/** `1.5 GB` → 1610612736 */
export function fromHumanSize(text: string, defaultUnit: string | undefined, bits: boolean): number | bigint {
  const found = /^\s*([0-9]*\.?[0-9]*)\s*([A-Za-z]+)?/.exec(text);
  const number = found?.[1] ? Number(found[1]) : NaN;
  if (!found || Number.isNaN(number)) throw cannotRead(text);
  const unit = found[2] ?? defaultUnit;
  return roundedInt(unit === undefined ? number : number * limitOf(unit, text, bits));
}

function roundedInt(value: number): number | bigint {
  const rounded = Math.round(value);
  const even = Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
  return Number.isSafeInteger(even) ? even : BigInt(even);
}

function limitOf(unit: string, text: string, bits: boolean): number {
  const letter = unit[0]!.toUpperCase();
  const step = STEPS.find(([name]) => name === letter)?.[1];
  if (step === undefined || !isUnit(unit, letter, bits)) throw cannotRead(text);
  return step;
}

function isUnit(unit: string, letter: string, bits: boolean): boolean {
  if (unit.length === 1 || unit.toLowerCase().includes(bits ? 'bit' : 'byte')) return true;
  return letter !== 'B' && unit.slice(1) === (bits ? 'b' : 'B');
}

const cannotRead = (text: string): Error =>
  filterError(`human_to_bytes() can't interpret following string: ${text}`);
