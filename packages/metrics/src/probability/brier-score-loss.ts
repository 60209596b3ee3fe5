import { MetricsError } from '../errors.ts';
import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import { type Label, quoteLabel, quoteLabels } from '../input/label.ts';
import { positiveLabel } from '../input/positive-label.ts';
import { averageItems } from '../numeric/average-items.ts';
import { checkProbabilities, type ProbabilityOptions, readProbabilities } from './check-probabilities.ts';

/** Options of {@link brierScoreLoss}. */
export interface BrierScoreLossOptions extends ProbabilityOptions {
  /**
   * The class whose probability a one-dimensional `yProba` holds.
   * @default the greater label; for strings it must be named
   */
  readonly posLabel?: Label | undefined;
  /**
   * Halves the score, so that two classes give the usual [0, 1] of (p − y)²; `'auto'` halves for two classes only.
   * @default 'auto'
   */
  readonly scaleByHalf?: boolean | 'auto' | undefined;
}

const optionNames: OptionNames<BrierScoreLossOptions> = {
  ...itemNames,
  ...columnNames,
  yProba: true,
  posLabel: true,
  scaleByHalf: true,
};

/**
 * Brier score: mean squared distance between probabilities and the truth; [0, 1] for two classes, [0, 2] for more.
 *
 * Reference: scikit-learn 1.9 `metrics.brier_score_loss`.
 *
 * @throws {MetricsError} for unusable inputs, probabilities outside [0, 1], or labels that do not fit the columns.
 */
export function brierScoreLoss(options: BrierScoreLossOptions): number {
  checkOptions('brierScoreLoss', options, optionNames);
  const { posLabel, scaleByHalf = 'auto', ...rest } = options;
  const scores = readProbabilities(rest.yProba, rest.yTrue?.length);
  const classes = scores.columns === 1 ? binaryClasses(rest.yTrue, posLabel) : rest.classes;
  const labels = scores.columns === 1 ? undefined : rest.labels;
  const { values, rows, columns, columnOf } = checkProbabilities({ ...rest, labels, classes });
  const distances = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const error = (j === columnOf[i] ? 1 : 0) - values[i * columns + j]!;
      sum += error * error;
    }
    distances[i] = sum;
  }
  const half = scaleByHalf === 'auto' ? columns < 3 : scaleByHalf;
  return averageItems(distances, rest.sampleWeight) * (half ? 0.5 : 1);
}

/** The negative and the positive class of one column of probabilities. */
function binaryClasses(yTrue: ArrayLike<Label>, posLabel: Label | undefined): Label[] {
  const { present, positive } = positiveLabel(yTrue, posLabel, 'greatest');
  if (present.length > 2) {
    throw new MetricsError(
      'invalid-score',
      `One probability an item needs two classes, but yTrue has ${quoteLabels(present)}. Pass one column a class.`,
    );
  }
  if (present.length === 2 && !present.includes(positive)) {
    throw new MetricsError(
      'invalid-option',
      `posLabel ${quoteLabel(positive)} is not one of the labels ${quoteLabels(present)}.`,
    );
  }
  return [present.find((label) => label !== positive) ?? otherThan(positive), positive];
}

/** A stand-in for the class that does not occur. */
function otherThan(label: Label): Label {
  return typeof label === 'string' ? `not ${label}` : typeof label === 'boolean' ? !label : label - 1;
}
