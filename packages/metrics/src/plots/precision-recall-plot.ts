import { formatFixed } from '../numeric/format-fixed.ts';
import { curvePlot } from './curve-plot.ts';
import type { PlotOptions, VegaLiteSpec } from './spec.ts';

/** One precision–recall curve. */
export interface NamedPrecisionRecallCurve {
  /** Class, model or fold. */
  readonly name: string;
  /** Precisions as `precisionRecallCurve` returns them. */
  readonly precision: ArrayLike<number>;
  /** Recalls at them, descending. */
  readonly recall: ArrayLike<number>;
  /**
   * Average precision to print beside the name.
   * @default not printed
   */
  readonly averagePrecision?: number | undefined;
  /**
   * Share of positive items, in [0, 1]: the precision of guessing, drawn as a dashed line.
   * @default not drawn
   */
  readonly prevalence?: number | undefined;
}

/** Options of {@link precisionRecallPlot}. */
export interface PrecisionRecallPlotOptions extends PlotOptions {
  /** Curves of classes against the rest, of models, or of folds. */
  readonly curves: readonly NamedPrecisionRecallCurve[];
}

/**
 * Precision–recall curves on one square, as steps (between two thresholds there is no operating point), with lines at the
 * prevalences.
 *
 * @throws {MetricsError} `empty-input` without a curve, `length-mismatch` for axes of unequal length.
 */
export function precisionRecallPlot(options: PrecisionRecallPlotOptions): VegaLiteSpec {
  const { curves, title = 'Precision and recall', ...size } = options;
  const prevalences = new Set(curves.flatMap(({ prevalence }) => (prevalence === undefined ? [] : [prevalence])));
  return curvePlot({
    title,
    ...size,
    curves: curves.map(({ name, precision, recall, averagePrecision }) => ({
      name: averagePrecision === undefined ? name : `${name} (AP ${formatFixed(averagePrecision, 3)})`,
      x: recall,
      y: precision,
    })),
    xTitle: 'Recall',
    yTitle: 'Precision',
    references: [...prevalences].map((y) => ({ fromX: 0, fromY: y, toX: 1, toY: y })),
    // Recall falls along the curve, and each precision holds down to the next recall: the area drawn is the average precision.
    interpolate: 'step-after',
  });
}
