/** A class label: a name, an integer code, or a boolean. One call takes labels of one kind only. */
export type Label = string | number | boolean;

/**
 * Order of labels as Python sorts them: numbers ascending, strings by code point, `false` before `true`.
 *
 * JavaScript's own default order would put 10 before 2, and its `<` on strings compares UTF-16 units.
 */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b);
  const [x, y] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0)!)) as [
    number[],
    number[],
  ];
  const i = x.findIndex((point, k) => point !== y[k]);
  return i < 0 || i >= y.length ? x.length - y.length : x[i]! - y[i]!;
}

/** A label as scikit-learn prints it: booleans are `True` and `False`. */
export function formatLabel(label: Label): string {
  return typeof label === 'boolean' ? (label ? 'True' : 'False') : Object.is(label, -0) ? '0' : String(label);
}

/** A label inside an error message: strings in quotes, so that `"1"` and `1` are told apart. */
export function quoteLabel(label: unknown): string {
  return typeof label === 'string' || Array.isArray(label) ? JSON.stringify(label) : String(label);
}

/** The first eight labels inside an error message. */
export function quoteLabels(labels: Iterable<unknown>): string {
  const all = Array.from(labels, quoteLabel);
  return `[${all.slice(0, 8).join(', ')}${all.length > 8 ? ', …' : ''}]`;
}
