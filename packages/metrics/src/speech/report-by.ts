import { checkLengths } from '../input/check-lengths.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { checkTargets } from '../input/check-targets.ts';
import { encodeLabels } from '../input/encode-labels.ts';
import { formatLabel, type Label } from '../input/label.ts';
import { positionsOf } from '../input/positions-of.ts';
import { type MetricName, metricOfCounts } from '../intervals/count-metrics.ts';
import { margins } from '../scores/margins.ts';
import type { Table, Tabular } from '../tables/table.ts';

/** Options of {@link reportBy}. */
export interface ReportByOptions<Name extends string> {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
  /** Predicted label of each item. */
  readonly yPred: ArrayLike<Label>;
  /** For each breakdown (`speaker`, `sex`, `intensity`, `statement`, `channel` …) the group of each item. */
  readonly by: Readonly<Record<Name, ArrayLike<Label>>>;
  /**
   * Classes of the task.
   * @default the labels that occur in the data as a whole, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
}

/** Scores of one group. */
export interface GroupScores {
  readonly group: Label;
  /** Number of items. */
  readonly n: number;
  /** Number of classes with at least one item, the ones the UAR is a mean over. */
  readonly classes: number;
  /** Accuracy, in speech emotion papers WA. */
  readonly accuracy: number;
  /** Mean recall over the classes that occur in the group. */
  readonly uar: number;
  /** Mean F1 over the classes that occur in the group or were predicted for it. */
  readonly macroF1: number;
}

/** Scores by group. */
export interface GroupReport extends Tabular {
  /** What the groups are: the key in `by`. */
  readonly name: string;
  /** One entry a group, sorted by group. */
  readonly groups: readonly GroupScores[];
  /** The group with the highest UAR. */
  readonly best: GroupScores;
  /** The group with the lowest UAR. */
  readonly worst: GroupScores;
  /** UAR of the best group minus UAR of the worst. */
  readonly gap: number;
}

const optionNames: OptionNames<ReportByOptions<string>> = { yTrue: true, yPred: true, by: true, labels: true };

/**
 * Scores by speaker, sex, intensity, statement, channel, or whatever else each item carries.
 *
 * Scores of small groups scatter: a gap between two speakers of 60 clips each is not yet a finding.
 *
 * @throws {MetricsError} for unusable inputs, or `unknown-label` for items outside `labels`.
 */
export function reportBy<Name extends string>(options: ReportByOptions<Name>): Record<Name, GroupReport> {
  checkOptions('reportBy', options, optionNames);
  const { yTrue, yPred, by } = options;
  const targets = checkTargets({ yTrue, yPred });
  const labels = options.labels ?? targets.labels;
  const row = positionsOf(targets.labels, labels);
  const reports = Object.entries<ArrayLike<Label>>(by).map(([name, values]): [string, GroupReport] => {
    checkLengths({ yTrue, [`by.${name}`]: values });
    const { labels: groups, codes } = encodeLabels({ [`by.${name}`]: values });
    const size = labels.length;
    const cells = groups.map(() => new Float64Array(size * size));
    codes[0]!.forEach((group, item) => {
      cells[group]![row[targets.first[item]!]! * size + row[targets.second[item]!]!]! += 1;
    });
    const scores = groups.map((group, g) => scoresOf(group, cells[g]!, size));
    const best = scores.reduce((a, b) => (b.uar > a.uar ? b : a));
    const worst = scores.reduce((a, b) => (b.uar < a.uar ? b : a));
    const report = { name, groups: scores, best, worst, gap: best.uar - worst.uar };
    return [name, { ...report, toTable: () => groupTable(report) }];
  });
  return Object.fromEntries(reports) as Record<Name, GroupReport>;
}

function scoresOf(group: Label, counts: Float64Array, size: number): GroupScores {
  const { rows, total } = margins(counts, size);
  const metric = (name: MetricName): number => metricOfCounts(name, counts, size);
  return {
    group,
    n: total,
    classes: rows.filter((n) => n > 0).length,
    accuracy: metric('accuracy'),
    uar: metric('uar'),
    macroF1: metric('macroF1'),
  };
}

function groupTable({ name, groups }: Omit<GroupReport, 'toTable'>): Table {
  return {
    header: [name, 'items', 'classes', 'WA (accuracy)', 'UAR (balanced accuracy)', 'macro F1'],
    rows: groups.map(({ group, n, classes, accuracy, uar, macroF1 }) => [
      formatLabel(group),
      n,
      classes,
      accuracy,
      uar,
      macroF1,
    ]),
    digits: 4,
    integerColumns: [1, 2],
  };
}
