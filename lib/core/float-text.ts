/** repr() of a float: shortest digits that read back, exponent from 1e16 and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return exponentText(value);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function exponentText(value: number): string {
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const sign = exponent[0]!;
  return `${digits}e${sign}${exponent.slice(1).padStart(2, '0')}`;
}
