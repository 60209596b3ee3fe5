import { MetricsError } from '../errors.ts';
import { formatLabel, type Label } from '../input/label.ts';
import { finite, type PlotOptions, palette, topLevel, uniqueNames, type VegaLiteSpec } from './spec.ts';

/** A difference of two scores with its limits. */
export interface ScoreDifference {
  /** What differs: a figure of a report, a pair of models … */
  readonly name: Label;
  /** Difference, in [−1, 1]. */
  readonly difference: number;
  /** Lower limit of the difference. */
  readonly low: number;
  /** Upper limit of the difference. */
  readonly high: number;
}

/** Options of {@link differencesPlot}. */
export interface DifferencesPlotOptions extends PlotOptions {
  /** One entry a line, from top to bottom. */
  readonly differences: readonly ScoreDifference[];
  /**
   * What the difference is.
   * @default 'difference'
   */
  readonly differenceName?: string | undefined;
}

/**
 * Differences as dots with their intervals around a line at zero (a forest plot), in percentage points: an interval that crosses
 * the line is a difference that chance explains. Takes what `compareWithPublished` and `compareModels` return.
 *
 * @throws {MetricsError} `empty-input` without a difference.
 */
export function differencesPlot(options: DifferencesPlotOptions): VegaLiteSpec {
  const { differences, differenceName = 'difference' } = options;
  if (differences.length === 0) {
    throw new MetricsError('empty-input', 'differences is empty; at least 1 difference is required.');
  }
  const names = uniqueNames(differences.map(({ name }) => formatLabel(name)));
  const values = differences.map(({ difference, low, high }, i) => ({
    name: names[i]!,
    difference: finite(100 * difference),
    low: finite(100 * low),
    high: finite(100 * high),
  }));
  const { title = 'Differences', width = 360, height = Math.max(18 * names.length, 60) } = options;
  const y = { field: 'name', type: 'nominal', sort: names, title: null };
  const x = {
    type: 'quantitative',
    title: `${differenceName} (percentage points)`,
    scale: { zero: true },
    axis: { format: '+d' },
  };
  return topLevel(title, `${differenceName} of ${names.length} scores, with intervals, around zero.`, {
    width,
    height,
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule', color: '#555', strokeDash: [5, 4] },
        encoding: { x: { ...x, field: 'zero' } },
      },
      {
        data: { values },
        mark: { type: 'rule', color: palette[0]!, strokeWidth: 2, opacity: 0.55 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        data: { values },
        mark: { type: 'circle', color: palette[0]!, size: 60, opacity: 1 },
        encoding: { y, x: { ...x, field: 'difference' } },
      },
    ],
  });
}
