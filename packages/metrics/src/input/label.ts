/** A class label: a name, an integer code, or a boolean. One call takes labels of one kind only. */
export type Label = string | number | boolean;

/**
 * Order of labels as Python sorts them: numbers ascending, strings by code point, `false` before `true`.
 *
 * JavaScript's own default order would put 10 before 2, and its `<` on strings compares UTF-16 units.
 */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b);
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above every other unit, yet are smaller than U+E000 … U+FFFF.
    const xIsSurrogate = x >= 0xd800 && x <= 0xdfff;
    const yIsSurrogate = y >= 0xd800 && y <= 0xdfff;
    return xIsSurrogate === yIsSurrogate ? x - y : xIsSurrogate ? 1 : -1;
  }
  return a.length - b.length;
}

/** A label as scikit-learn prints it: booleans are `True` and `False`. */
export function formatLabel(label: Label): string {
  return typeof label === 'boolean' ? (label ? 'True' : 'False') : Object.is(label, -0) ? '0' : String(label);
}

/** A label inside an error message: strings in quotes, so that `"1"` and `1` are told apart. */
export function quoteLabel(label: unknown): string {
  return typeof label === 'string' ? JSON.stringify(label) : String(label);
}

/** At most eight labels inside an error message. */
export function quoteLabels(labels: Iterable<unknown>): string {
  const all = [...labels];
  const shown = all.slice(0, 8).map(quoteLabel).join(', ');
  return all.length > 8 ? `[${shown}, … ${all.length - 8} more]` : `[${shown}]`;
}
