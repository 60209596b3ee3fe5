import { formatFixed } from '../numeric/format-fixed.ts';
import { curvePlot } from './curve-plot.ts';
import type { PlotOptions, VegaLiteSpec } from './spec.ts';

/** One ROC curve. */
export interface NamedRocCurve {
  /** Class, model or fold. */
  readonly name: string;
  /** False positive rates, ascending, as `rocCurve` returns them. */
  readonly fpr: ArrayLike<number>;
  /** True positive rates at them. */
  readonly tpr: ArrayLike<number>;
  /**
   * Area to print beside the name.
   * @default not printed
   */
  readonly auc?: number | undefined;
}

/** Options of {@link rocPlot}. */
export interface RocPlotOptions extends PlotOptions {
  /** Curves of classes against the rest, of models, or of folds. */
  readonly curves: readonly NamedRocCurve[];
}

/**
 * ROC curves on one square, with the diagonal of chance.
 *
 * @throws {MetricsError} `empty-input` without a curve, `length-mismatch` for axes of unequal length.
 */
export function rocPlot({ curves, title = 'ROC curves', ...size }: RocPlotOptions): VegaLiteSpec {
  return curvePlot({
    title,
    ...size,
    curves: curves.map(({ name, fpr, tpr, auc }) => ({
      name: auc === undefined ? name : `${name} (AUC ${formatFixed(auc, 3)})`,
      x: fpr,
      y: tpr,
    })),
    xTitle: 'False positive rate',
    yTitle: 'True positive rate',
    references: [{ fromX: 0, fromY: 0, toX: 1, toY: 1 }],
    interpolate: 'linear',
  });
}
