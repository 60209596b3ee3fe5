import { MetricsError } from '../errors.ts';
import { checkLevel } from '../intervals/check-level.ts';
import type { ClassificationReport } from '../report/report-parts.ts';
import type { Table, Tabular } from '../tables/table.ts';
import { averageInterval } from './average-interval.ts';
import type { PublishedClass, PublishedReport } from './published-report.ts';
import {
  type ClassTotals,
  differenceInterval,
  f1Interval,
  proportionInterval,
  type ScoreInterval,
  sumInterval,
} from './score-intervals.ts';

/** Options of {@link compareWithPublished}. */
export interface CompareWithPublishedOptions {
  /**
   * Confidence level of the intervals, in (0, 1).
   * @default 0.95
   */
  readonly level?: number | undefined;
  /**
   * Decimals the averages (in percent) were printed with.
   * @default 2
   */
  readonly overallDigits?: number | undefined;
  /**
   * Decimals the class scores were printed with.
   * @default 4
   */
  readonly classDigits?: number | undefined;
}

/**
 * `'equal'`: the same to the printed digit. `'consistent'`: two test parts of these sizes could differ by as much. `'different'`:
 * they could not, at the level chosen.
 */
export type Verdict = 'equal' | 'consistent' | 'different';

/** One published figure beside ours; all numbers in [0, 1], differences in [−1, 1]. */
export interface FigureComparison {
  /** `accuracy`, `macro F1` … or `angry precision` … */
  readonly figure: string;
  readonly published: number;
  readonly ours: number;
  /** Ours minus published. */
  readonly difference: number;
  /** Lower limit of the difference. */
  readonly low: number;
  /** Upper limit of the difference. */
  readonly high: number;
  readonly verdict: Verdict;
}

/** Result of {@link compareWithPublished}. */
export interface PublishedComparison extends Tabular {
  /** The five averages. */
  readonly overall: readonly FigureComparison[];
  /** Precision, recall and F1 of each class. */
  readonly classes: readonly FigureComparison[];
  /** Whether no average is `'different'`. */
  readonly reproduced: boolean;
  /** How many class figures are `'different'`. */
  readonly classesOutside: number;
  /** How many of them would be by chance alone: (1 − level) × their number. */
  readonly classesOutsideByChance: number;
  readonly level: number;
}

/**
 * Sets a report beside a published one and says what "reproduced" means: every average within the interval that sampling of the
 * two test parts alone explains.
 *
 * Precision, recall and accuracy are proportions with Wilson's limits, F1 a function of one; averages take into account that
 * one wrong item costs two classes (`benchmarks/metrics/coverage.ts` simulates how often the limits hold). The published counts are rebuilt from precision, recall and support, and both test parts are taken as independent draws of
 * independent files; shared speakers make the true intervals wider, so `'different'` is the verdict to doubt first. "Not
 * different" is not "the same": small test parts reproduce almost anything.
 *
 * @throws {MetricsError} `invalid-labels` when the classes are not the published ones, `invalid-option` for options.
 */
export function compareWithPublished(
  report: ClassificationReport,
  published: PublishedReport,
  options: CompareWithPublishedOptions = {},
): PublishedComparison {
  const { level = 0.95, overallDigits = 2, classDigits = 4 } = options;
  checkLevel(level);
  const names = Object.keys(published.classes);
  const rowOf = new Map(report.classes.map(({ name }, k) => [name, k]));
  const missing = names.filter((name) => !rowOf.has(name));
  if (missing.length > 0 || rowOf.size !== names.length || report.accuracy === undefined) {
    throw new MetricsError(
      'invalid-labels',
      `The report must cover exactly the published classes ${names.join(', ')}; it has ${[...rowOf.keys()].join(', ')}.`,
    );
  }
  const { counts } = report;
  const ours = names.map((name): ClassTotals => {
    const k = rowOf.get(name)!;
    return { truePositives: counts.truePositives[k]!, predicted: counts.predicted[k]!, support: counts.support[k]! };
  });
  const theirs = names.map((name) => rebuildTotals(published.classes[name]!));
  const compare = (
    figure: string,
    printed: number,
    digits: number,
    pair: readonly ScoreInterval[],
  ): FigureComparison => {
    const [own, other] = pair as [ScoreInterval, ScoreInterval];
    const { low, high } = differenceInterval(own, other);
    // Half a unit of the last printed digit, and a hair for the binary form of the decimal.
    const isEqual = Math.abs(own.value - printed) <= 0.5 * 10 ** -digits + 1e-12;
    const verdict: Verdict = isEqual ? 'equal' : low <= 0 && high >= 0 ? 'consistent' : 'different';
    return { figure, published: printed, ours: own.value, difference: own.value - printed, low, high, verdict };
  };
  const averages = [ours, theirs].map((totals) => averageIntervals(totals, level));
  const overall = averageNames.map(([key, figure]) =>
    compare(
      figure,
      published.overall[key] / 100,
      overallDigits + 2,
      averages.map((side) => side[key]),
    ),
  );
  const classes = names.flatMap((name, k) =>
    classScoreNames.map((key) =>
      compare(
        `${name} ${key}`,
        published.classes[name]![key],
        classDigits,
        [ours[k]!, theirs[k]!].map((totals) => classIntervals(totals, level)[key]),
      ),
    ),
  );
  return {
    overall,
    classes,
    reproduced: overall.every(({ verdict }) => verdict !== 'different'),
    classesOutside: classes.filter(({ verdict }) => verdict === 'different').length,
    classesOutsideByChance: (1 - level) * classes.length,
    level,
    toTable: () => comparisonTable([...overall, ...classes]),
  };
}

const averageNames = [
  ['accuracy', 'accuracy'],
  ['macroF1', 'macro F1'],
  ['weightedF1', 'weighted F1'],
  ['macroPrecision', 'macro precision'],
  ['macroRecall', 'macro recall'],
] as const;
const classScoreNames = ['precision', 'recall', 'f1'] as const;

/** Counts that the printed scores were computed from; without any hit the number of predictions is unknown, and taken as the support. */
function rebuildTotals({ precision, recall, support }: PublishedClass): ClassTotals {
  const truePositives = Math.round(recall * support);
  return { truePositives, predicted: precision > 0 ? Math.round(truePositives / precision) : support, support };
}

function classIntervals(totals: ClassTotals, level: number): Record<(typeof classScoreNames)[number], ScoreInterval> {
  const { truePositives, predicted, support } = totals;
  const precision = proportionInterval(truePositives, predicted, level);
  return {
    // scikit-learn prints an undefined precision as 0.
    precision: predicted === 0 ? { value: 0, low: 0, high: 1 } : precision,
    recall: proportionInterval(truePositives, support, level),
    f1: f1Interval(totals, level),
  };
}

function averageIntervals(
  totals: readonly ClassTotals[],
  level: number,
): Record<(typeof averageNames)[number][0], ScoreInterval> {
  const perClass = totals.map((one) => classIntervals(one, level));
  const n = totals.reduce((sum, { support }) => sum + support, 0);
  const hits = totals.reduce((sum, { truePositives }) => sum + truePositives, 0);
  const equal = totals.map(() => 1 / totals.length);
  const bySupport = totals.map(({ support }) => support / n);
  const f1 = perClass.map((scores) => scores.f1);
  const precision = perClass.map((scores) => scores.precision);
  const recall = perClass.map((scores) => scores.recall);
  return {
    accuracy: proportionInterval(hits, n, level),
    macroF1: averageInterval('f1', totals, f1, equal, level),
    weightedF1: averageInterval('f1', totals, f1, bySupport, level),
    macroPrecision: averageInterval('precision', totals, precision, equal, level),
    macroRecall: sumInterval(recall, equal),
  };
}

function comparisonTable(figures: readonly FigureComparison[]): Table {
  return {
    header: ['figure', 'published', 'ours', 'difference', 'low', 'high', 'verdict'],
    rows: figures.map((f) => [f.figure, f.published, f.ours, f.difference, f.low, f.high, f.verdict]),
    digits: 4,
    integerColumns: [],
  };
}
