import { CorporaError } from '../errors.ts';

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
 * @throws CorporaError `invalid-items` where a label is neither a string nor a finite number, or both kinds are mixed.
 */
export function encodeLabels(labels: readonly Label[], what: string): EncodedLabels {
  const first = typeof labels[0];
  // Numbered by first appearance in one pass, and renumbered once the order of the few classes is known.
  const appearance = new Map<Label, number>();
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    let code = appearance.get(label);
    if (code === undefined) {
      checkLabel(label, i, first, what);
      code = appearance.size;
      appearance.set(label, code);
    }
    codes[i] = code;
  }
  const classes = [...appearance.keys()].sort(compareLabels);
  const rank = new Int32Array(classes.length);
  for (const [r, label] of classes.entries()) rank[appearance.get(label)!] = r;
  const counts = new Int32Array(classes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = rank[codes[i]!]!;
    codes[i] = code;
    counts[code]!++;
  }
  return { classes, codes, counts };
}

function checkLabel(label: Label, i: number, first: string, what: string): void {
  const isLabel = typeof label === 'string' || Number.isFinite(label);
  if (isLabel && typeof label === first) return;
  throw new CorporaError(
    'invalid-items',
    `${what} must give every item a string, or every item a finite number; received ${String(label)} ` +
      `(${typeof label}) for item ${i}${typeof label === first ? '' : ` after ${first}s`}.`,
    { field: what, received: String(label), allowed: 'strings only, or finite numbers only' },
  );
}

/** Order of `numpy.unique`: numbers by value, strings by code point (not by UTF-16 unit, as JavaScript sorts). */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = rankOfUnit(left.charCodeAt(i)) - rankOfUnit(right.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Halves of a pair stand for code points above all others, though their values are below some. */
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
