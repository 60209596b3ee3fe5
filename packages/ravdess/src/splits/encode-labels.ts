import { RavdessError } from '../errors.ts';

/** A class or group label. */
export type Label = string | number;

/** Labels as whole numbers. */
export interface EncodedLabels {
  /** The distinct labels in numpy's order: numbers by value, strings by code point. */
  readonly classes: readonly Label[];
  /** For each item the index of its label in `classes`. */
  readonly codes: Int32Array;
  /** For each class the number of its items. */
  readonly counts: Int32Array;
}

/**
 * Encodes labels as `numpy.unique(labels, return_inverse=True, return_counts=True)` does.
 *
 * @param what What the labels are, for error messages: `stratifyBy`.
 * @throws RavdessError `invalid-items` where a label is neither a string nor a finite number, or both kinds are mixed.
 */
export function encodeLabels(labels: readonly Label[], what: string): EncodedLabels {
  const first = typeof labels[0];
  for (const [i, label] of labels.entries()) {
    if ((typeof label !== 'string' && !Number.isFinite(label)) || typeof label !== first) {
      throw new RavdessError(
        'invalid-items',
        `${what} must give every item a string, or every item a finite number; received ${String(label)} ` +
          `(${typeof label}) for item ${i}${typeof label === first ? '' : ` after ${first}s`}.`,
        { field: what, received: String(label), allowed: 'strings only, or finite numbers only' },
      );
    }
  }
  const classes = [...new Set(labels)].sort(compareLabels);
  const index = new Map(classes.map((label, i) => [label, i]));
  const codes = Int32Array.from(labels, (label) => index.get(label)!);
  const counts = new Int32Array(classes.length);
  for (const code of codes) counts[code]!++;
  return { classes, codes, counts };
}

/** Order of `numpy.unique`: numbers by value, strings by code point (not by UTF-16 unit, as JavaScript sorts). */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = Array.from(String(a));
  const right = Array.from(String(b));
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
