import type { Interval } from '@ser/metrics';

/** A share of one in percent, without the sign: `43.8`. */
export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? (100 * share).toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1') : '–';
}

/** A probability in words: whole percent, and no more certainty than that. */
export function sureness(probability: number): string {
  if (probability < 0.005) return 'under 1 %';
  return probability >= 0.995 ? 'over 99 %' : `${percent(probability, 0)} %`;
}

/** Limits in percent: `[31.2, 55.0]`. */
export function limits({ low, high }: Interval, digits = 1): string {
  return `[${percent(low, digits)}, ${percent(high, digits)}]`;
}

/** A difference of two shares in percentage points, with its sign: `+1.50`, `−0.75`. */
export function points(difference: number, digits = 2): string {
  const text = percent(Math.abs(difference), digits);
  if (/^[0.]+$/.test(text)) return text;
  return `${difference < 0 ? '−' : '+'}${text}`;
}

/** A p value: three digits, and no more certainty than that. */
export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** `1 file`, `2 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
