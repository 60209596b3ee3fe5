import { MetricsError } from '../errors.ts';
import { compareLabels, type Label, quoteLabel } from './label.ts';

/** Two label sequences as indices into their sorted union. */
export interface EncodedPair {
  /** Every label that occurs in either sequence, sorted as {@link compareLabels} sorts. */
  readonly labels: readonly Label[];
  /** Index into `labels` of each item of the first sequence. */
  readonly first: Int32Array;
  /** Index into `labels` of each item of the second sequence. */
  readonly second: Int32Array;
}

/** Widest range of integer labels that is indexed by a table instead of a hash map. */
const maxTableRange = 1 << 16;

type Kind = 'string' | 'number' | 'boolean';

/**
 * Encodes two label sequences by their sorted union.
 *
 * @throws {MetricsError} `INVALID_LABEL` for NaN, null or objects, `CONTINUOUS_TARGET` for fractions (probabilities passed for
 * labels), `MIXED_LABEL_TYPES` when strings and numbers meet.
 */
export function encodeLabels(
  first: ArrayLike<Label>,
  second: ArrayLike<Label>,
  names: readonly [string, string],
): EncodedPair {
  return encodeSmallIntegers(first, second) ?? encodeAny(first, second, names);
}

/** The usual class codes, without hashing; undefined when any value is something else. */
function encodeSmallIntegers(first: ArrayLike<Label>, second: ArrayLike<Label>): EncodedPair | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of [first, second]) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value !== 'number' || (value | 0) !== value) return undefined;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (high - low >= maxTableRange) return undefined;
  const table = new Int32Array(high - low + 1);
  for (const values of [first, second]) {
    for (let i = 0; i < values.length; i++) table[(values[i] as number) - low] = 1;
  }
  const labels: number[] = [];
  for (let k = 0; k < table.length; k++) if (table[k] === 1) table[k] = labels.push(k + low) - 1;
  const encode = (values: ArrayLike<Label>): Int32Array => {
    const codes = new Int32Array(values.length);
    for (let i = 0; i < codes.length; i++) codes[i] = table[(values[i] as number) - low]!;
    return codes;
  };
  return { labels, first: encode(first), second: encode(second) };
}

function encodeAny(first: ArrayLike<Label>, second: ArrayLike<Label>, names: readonly [string, string]): EncodedPair {
  const indexOf = new Map<Label, number>();
  const found: Label[] = [];
  let kind: Kind | undefined;
  const encode = (values: ArrayLike<Label>, name: string): Int32Array => {
    const codes = new Int32Array(values.length);
    for (let i = 0; i < codes.length; i++) {
      const value = values[i]!;
      let code = indexOf.get(value);
      if (code === undefined) {
        const its = checkLabel(value, i, name);
        kind ??= its;
        if (its !== kind) {
          throw new MetricsError(
            'MIXED_LABEL_TYPES',
            `Labels must be of one type, but ${name}[${i}] is the ${its} ${quoteLabel(value)} after ${kind} labels such as ` +
              `${quoteLabel(found[0])}. Convert one side, for example with String(label).`,
          );
        }
        code = found.push(value) - 1;
        indexOf.set(value, code);
      }
      codes[i] = code;
    }
    return codes;
  };
  const codes = [encode(first, names[0]), encode(second, names[1])] as const;
  const labels = [...found].sort(compareLabels);
  const rank = new Int32Array(found.length);
  labels.forEach((label, position) => {
    rank[indexOf.get(label)!] = position;
  });
  for (const side of codes) for (let i = 0; i < side.length; i++) side[i] = rank[side[i]!]!;
  return { labels, first: codes[0], second: codes[1] };
}

/** Kind of a label, after the rules that hold for any label. */
export function checkLabel(value: unknown, index: number, name: string): Kind {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) {
      throw new MetricsError(
        'INVALID_LABEL',
        `${name} contains NaN at index ${index}. Remove the item or give it a label.`,
      );
    }
    if (!Number.isInteger(value)) {
      throw new MetricsError(
        'CONTINUOUS_TARGET',
        `${name} contains ${value} at index ${index}, but class labels are strings, integers or booleans. ` +
          'Probabilities belong into the score functions (yProba, yScore); for labels take the class with the largest one.',
      );
    }
    return 'number';
  }
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value as Kind;
  throw new MetricsError(
    'INVALID_LABEL',
    `${name}[${index}] is ${Array.isArray(value) ? 'an array (multilabel targets are not supported)' : String(value)}; ` +
      'labels are strings, integers or booleans.',
  );
}
