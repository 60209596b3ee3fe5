import { MetricsError } from '../errors.ts';
import { quoteLabel } from './label.ts';

/** The names of an options type, each once: the compiler refuses a list that lacks one or has one too many. */
export type OptionNames<T> = { readonly [K in keyof T]-?: true };

/** Names of what every score of hard labels takes. */
export const targetNames = { yTrue: true, yPred: true, sampleWeight: true, onWarning: true } as const;

/** Names of what precision, recall and the F-measures have in common. */
export const classScoreNames: typeof targetNames & {
  readonly labels: true;
  readonly posLabel: true;
  readonly zeroDivision: true;
} = { ...targetNames, labels: true, posLabel: true, zeroDivision: true };

/** Names of what every score of items by numbers takes. */
export const itemNames = { yTrue: true, sampleWeight: true, onWarning: true } as const;

/** Names of what says which class a column is of. */
export const columnNames = { labels: true, classes: true } as const;

/**
 * Asserts that a function was called with one object whose keys it knows; keys that hold `undefined` count as left out.
 *
 * @throws {MetricsError} `invalid-option` for arguments by position, anything else that is no object of options, and unknown
 * names, with the spelling that was probably meant.
 */
export function checkOptions(call: string, options: unknown, names: Readonly<Record<string, true>>): void {
  if (typeof options !== 'object' || options === null || 'length' in options) {
    const required = Object.keys(names).slice(0, 2).join(', ');
    throw new MetricsError(
      'invalid-option',
      `${call} takes one object of named arguments: ${call}({ ${required}, … }). Received ${describe(options)} first.`,
    );
  }
  for (const [key, value] of Object.entries(options)) {
    if (Object.hasOwn(names, key) || value === undefined || describesItems.includes(key)) continue;
    const meant = Object.keys(names).find((name) => plain(name) === plain(key)) ?? aliases[plain(key)];
    const advice =
      meant !== undefined && Object.hasOwn(names, meant) ? `Did you mean ${meant}?` : `It takes ${list(names)}.`;
    throw new MetricsError('invalid-option', `${call} has no option ${quoteLabel(key.slice(0, 40))}. ${advice}`);
  }
}

/** What else is known of the items, as in a result of `poolFolds`, and changes no score: one object may go to every function. */
const describesItems = ['groups', 'fold', 'pooled', 'perFold', 'overFolds', 'toTable'];

/** Other names under which the field knows an option. */
const aliases: Readonly<Record<string, string>> = {
  probabilities: 'yProba',
  yprob: 'yProba',
  predictions: 'yPred',
  pred: 'yPred',
  truth: 'yTrue',
  target: 'yTrue',
  weights: 'sampleWeight',
};

/** A name without its case and underscores, so that scikit-learn's spelling finds ours. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function list(names: Readonly<Record<string, true>>): string {
  return Object.keys(names).join(', ');
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Array.isArray(value) ? 'an array' : `a ${Object.prototype.toString.call(value).slice(8, -1)}`;
}
