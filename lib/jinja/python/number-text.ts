/** The digits of a finite, non-negative number with `digits` places; a tie goes to the even digit, as in Python. */
export function fixedText(value: number, digits: number): string {
  if (value >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  const places = Math.min(digits, 100);
  const text = evenTie(value.toFixed(places), () => value.toFixed(Math.min(100, places + 25)), places);
  return text + '0'.repeat(digits - places);
}

// JS rounds a tie up: an odd last digit reached from an exact …5 goes back down
function evenTie(rounded: string, longer: () => string, places: number): string {
  const last = rounded.length - 1;
  if (Number(rounded[last]) % 2 === 0) return rounded;
  const exact = longer();
  const tail = exact.slice(exact.indexOf('.') + 1 + places);
  if (!/^50*$/.test(tail)) return rounded;
  const down = exact.slice(0, exact.length - tail.length);
  return down.endsWith('.') ? down.slice(0, -1) : down;
}

/** `1.5e+03`: mantissa with `digits` places and an exponent of at least two digits. */
export function scientificText(value: number, digits: number): string {
  const places = Math.min(digits, 100);
  const [rounded, exponent] = value.toExponential(places).split('e') as [string, string];
  const longer = (): string => value.toExponential(Math.min(100, places + 25)).split('e')[0]!;
  const sameExponent = value.toExponential(Math.min(100, places + 25)).split('e')[1] === exponent;
  const mantissa = sameExponent ? evenTie(rounded, longer, places) : rounded;
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** %g: whichever of the two forms is shorter, without trailing zeros unless `keepZeros`. */
export function generalText(value: number, precision: number, keepZeros: boolean): string {
  const digits = precision === 0 ? 1 : precision;
  const exponent = value === 0 ? 0 : Number(scientificText(value, digits - 1).split('e')[1]);
  const trim = (text: string): string =>
    keepZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  if (exponent >= -4 && exponent < digits) return trim(fixedText(value, digits - 1 - exponent));
  const [mantissa, power] = scientificText(value, digits - 1).split('e') as [string, string];
  return `${trim(mantissa)}e${power}`;
}
