/**
 * `value` with `digits` decimals as Python's `format(value, '.{digits}f')` writes it: exact binary ties go to the even digit.
 *
 * `Number.prototype.toFixed` also decides by the exact binary value but takes the larger neighbor of a tie (0.125 → "0.13"),
 * which is wrong exactly when that neighbor ends in an odd digit. NaN becomes "nan".
 */
export function formatFixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`;
  const text = value.toFixed(digits);
  // A decimal tie at this many digits is an odd multiple of 2^-(digits + 1), and scaling by a power of two is exact.
  const halves = Math.abs(value) * 2 ** (digits + 1);
  const isTie = Number.isInteger(halves) && halves % 2 === 1;
  const last = text.charCodeAt(text.length - 1) - 48;
  return isTie && last % 2 === 1 ? `${text.slice(0, -1)}${last - 1}` : text;
}
