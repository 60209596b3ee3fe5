/**
 * A finite `value` as Python's `repr(float)` writes it: shortest digits that read back, at least one decimal, exponent from 1e16 and below 1e-4.
 */
export function formatFloat(value: number): string {
  const [mantissa, power] = value.toExponential().split('e') as [string, string];
  const exponent = Number(power);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  // From 1e-6 up to 1e21 JavaScript writes positional digits, the same shortest ones as Python.
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}
