import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { checkTargets } from '../input/check-targets.ts';
import { confusionCounts } from '../input/confusion-counts.ts';
import { compareLabels, type Label } from '../input/label.ts';
import { positionsOf } from '../input/positions-of.ts';
import { type MetricName, metricOfCounts } from '../intervals/count-metrics.ts';
import type { Table, Tabular } from '../tables/table.ts';

/** Predictions of one fold's model on its test part. */
export interface Fold {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
  /** Predicted label of each item. */
  readonly yPred: ArrayLike<Label>;
  /** Group (speaker) of each item; in all folds or in none. */
  readonly groups?: ArrayLike<Label> | undefined;
}

/** Options of {@link poolFolds}. */
export interface PoolFoldsOptions {
  /** One or more folds; each item of the corpus in one of them. */
  readonly folds: readonly Fold[];
  /**
   * Classes of the task, the same for every fold.
   * @default the labels that occur in any fold, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
}

/** Scores of a fold, or of all folds pooled. */
export interface FoldScores {
  /** Number of items. */
  readonly n: number;
  /** Accuracy (WA). */
  readonly accuracy: number;
  /** Mean recall over the classes that occur (UAR). */
  readonly uar: number;
  /** Mean F1 over the classes that occur or were predicted. */
  readonly macroF1: number;
}

/** Mean and standard deviation over folds. */
export interface FoldSpread {
  readonly mean: number;
  /** Sample standard deviation (divisor folds − 1); NaN with one fold. */
  readonly standardDeviation: number;
}

/** Result of {@link poolFolds}. */
export interface PooledFolds extends Tabular {
  /** True labels of all folds, one after the other. */
  readonly yTrue: Label[];
  /** Predicted labels of all folds. */
  readonly yPred: Label[];
  /** Groups of all folds, if the folds have groups. */
  readonly groups: Label[] | undefined;
  /** Index of the fold of each item. */
  readonly fold: Int32Array;
  /** Scores of the pooled predictions. */
  readonly pooled: FoldScores;
  /** Scores of each fold. */
  readonly perFold: readonly FoldScores[];
  /** Mean ± standard deviation of the scores of the folds, which is *not* the pooled score. */
  readonly overFolds: Readonly<Record<'accuracy' | 'uar' | 'macroF1', FoldSpread>>;
}

const scoreNames = ['accuracy', 'uar', 'macroF1'] as const satisfies readonly MetricName[];

const optionNames: OptionNames<PoolFoldsOptions> = { folds: true, labels: true };

/**
 * Puts the predictions of all folds together, and scores them pooled as well as fold by fold: papers report either, and the two
 * differ, so say which.
 *
 * The pooled arrays are what `confidenceInterval` and `compareModels` take: with all speakers tested once, there are enough of
 * them for a bootstrap. The spread over folds is no standard error: training parts overlap.
 *
 * @throws {MetricsError} for unusable inputs, folds of which only some have groups, or items outside `labels`.
 */
export function poolFolds(options: PoolFoldsOptions): PooledFolds {
  checkOptions('poolFolds', options, optionNames);
  const { folds, labels } = options;
  if (folds.length === 0) throw new MetricsError('empty-input', 'folds is empty; at least one fold is needed.');
  const hasGroups = folds[0]!.groups !== undefined;
  folds.forEach(({ yTrue, yPred, groups }, f) => {
    checkLengths({ [`folds[${f}].yTrue`]: yTrue, yPred, groups });
    if ((groups !== undefined) !== hasGroups) {
      throw new MetricsError(
        'invalid-option',
        `Either every fold has groups or none, but fold ${f} differs from fold 0.`,
      );
    }
  });
  const join = (pick: (fold: Fold) => ArrayLike<Label>): Label[] => folds.flatMap((fold) => Array.from(pick(fold)));
  const yTrue = join((fold) => fold.yTrue);
  const yPred = join((fold) => fold.yPred);
  const classes = labels ? Array.from(labels) : [...new Set([...yTrue, ...yPred])].sort(compareLabels);
  const perFold = folds.map((fold) => scoresOf(fold, classes));
  const spread = (values: readonly number[]): FoldSpread => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return { mean, standardDeviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Number.NaN };
  };
  const parts = {
    pooled: scoresOf({ yTrue, yPred }, classes),
    perFold,
    overFolds: {
      accuracy: spread(perFold.map(({ accuracy }) => accuracy)),
      uar: spread(perFold.map(({ uar }) => uar)),
      macroF1: spread(perFold.map(({ macroF1 }) => macroF1)),
    },
  };
  return {
    yTrue,
    yPred,
    groups: hasGroups ? join((fold) => fold.groups!) : undefined,
    fold: Int32Array.from(folds.flatMap((fold, f) => Array.from(fold.yTrue, () => f))),
    ...parts,
    toTable: () => foldTable(parts),
  };
}

function scoresOf({ yTrue, yPred }: Fold, labels: readonly Label[]): FoldScores {
  const targets = checkTargets({ yTrue, yPred });
  positionsOf(targets.labels, labels);
  const { counts } = confusionCounts(targets, labels);
  const [accuracy, uar, macroF1] = scoreNames.map((name) => metricOfCounts(name, counts, labels.length));
  return { n: yTrue.length, accuracy: accuracy!, uar: uar!, macroF1: macroF1! };
}

function foldTable({ pooled, perFold, overFolds }: Pick<PooledFolds, 'pooled' | 'perFold' | 'overFolds'>): Table {
  const row = (name: string, { n, accuracy, uar, macroF1 }: FoldScores): (string | number)[] => [
    name,
    n,
    accuracy,
    uar,
    macroF1,
  ];
  const over = (name: string, pick: keyof FoldSpread): (string | number | null)[] => [
    name,
    null,
    ...scoreNames.map((score) => overFolds[score][pick]),
  ];
  return {
    header: ['fold', 'items', 'WA (accuracy)', 'UAR (balanced accuracy)', 'macro F1'],
    rows: [
      ...perFold.map((scores, f) => row(String(f + 1), scores)),
      over('mean over folds', 'mean'),
      over('sd over folds', 'standardDeviation'),
      row('pooled', pooled),
    ],
    digits: 4,
    integerColumns: [1],
  };
}
