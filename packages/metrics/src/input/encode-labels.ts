import { MetricsError } from '../errors.ts';
import { compareLabels, type Label, quoteLabel } from './label.ts';

/** Label sequences by name, as they are called in messages. */
export type LabelArrays = Readonly<Record<string, ArrayLike<Label>>>;

/** Label sequences as indices into their sorted union. */
export interface EncodedLabels {
  /** Every label that occurs in any of the sequences, sorted as {@link compareLabels} sorts. */
  readonly labels: readonly Label[];
  /** For each sequence, in the order given, the index into `labels` of each item. */
  readonly codes: readonly Int32Array[];
}

/** Widest range of integer labels that is indexed by a table instead of a hash map. */
const maxTableRange = 1 << 16;

type Kind = 'string' | 'number' | 'boolean';

/**
 * Encodes label sequences by their sorted union.
 *
 * @throws {MetricsError} `invalid-label` for NaN, null or objects, `continuous-target` for fractions (probabilities passed for
 * labels), `mixed-label-types` when strings and numbers meet.
 */
export function encodeLabels(arrays: LabelArrays): EncodedLabels {
  return encodeSmallIntegers(Object.values(arrays)) ?? encodeAny(arrays);
}

/** The usual class codes, without hashing; undefined when any value is something else. */
function encodeSmallIntegers(arrays: readonly ArrayLike<Label>[]): EncodedLabels | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value !== 'number' || (value | 0) !== value) return undefined;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (high - low >= maxTableRange) return undefined;
  const table = new Int32Array(high - low + 1);
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) table[(values[i] as number) - low] = 1;
  }
  const labels: number[] = [];
  for (let k = 0; k < table.length; k++) if (table[k] === 1) table[k] = labels.push(k + low) - 1;
  const codes = arrays.map((values) => {
    const own = new Int32Array(values.length);
    for (let i = 0; i < own.length; i++) own[i] = table[(values[i] as number) - low]!;
    return own;
  });
  return { labels, codes };
}

function encodeAny(arrays: LabelArrays): EncodedLabels {
  const indexOf = new Map<Label, number>();
  const found: Label[] = [];
  let kind: Kind | undefined;
  const codes = Object.entries(arrays).map(([name, values]) => {
    const own = new Int32Array(values.length);
    for (let i = 0; i < own.length; i++) {
      const value = values[i]!;
      let code = indexOf.get(value);
      if (code === undefined) {
        const its = checkLabel(value, i, name);
        kind ??= its;
        if (its !== kind) {
          throw new MetricsError(
            'mixed-label-types',
            `${name}[${i}] is the ${its} ${quoteLabel(value)} among ${kind} labels such as ${quoteLabel(found[0])}.`,
          );
        }
        code = found.push(value) - 1;
        indexOf.set(value, code);
      }
      own[i] = code;
    }
    return own;
  });
  const labels = found.toSorted(compareLabels);
  const rank = new Int32Array(found.length);
  labels.forEach((label, position) => {
    rank[indexOf.get(label)!] = position;
  });
  for (const own of codes) for (let i = 0; i < own.length; i++) own[i] = rank[own[i]!]!;
  return { labels, codes };
}

/** Kind of a label, after the rules that hold for any label. */
export function checkLabel(value: unknown, index: number, name: string): Kind {
  const kind = typeof value;
  if (kind === 'string' || kind === 'boolean' || Number.isInteger(value)) return kind as Kind;
  // Fractions are nearly always probabilities in the place of labels; NaN is a missing label.
  const isContinuous = kind === 'number' && !Number.isNaN(value);
  throw new MetricsError(
    isContinuous ? 'continuous-target' : 'invalid-label',
    `${name}[${index}] is ${quoteLabel(value)}, but labels are strings, integers or booleans` +
      `${isContinuous ? '; probabilities and scores go to yProba or yScore' : ''}.`,
  );
}
