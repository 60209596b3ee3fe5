import { type CalibrationNorm, calibrationErrorOfBins } from '../calibration/expected-calibration-error.ts';
import type { ReliabilityBin } from '../calibration/reliability-bins.ts';
import { formatFixed } from '../numeric/format-fixed.ts';
import { finite, type JsonValue, type PlotOptions, palette, topLevel, type VegaLiteSpec } from './spec.ts';

/** Options of {@link reliabilityPlot}. */
export interface ReliabilityPlotOptions extends PlotOptions {
  /** Bins as `reliabilityBins` returns them; empty ones are not drawn. */
  readonly bins: readonly ReliabilityBin[];
  /**
   * Which calibration error stands in the title.
   * @default 'l1', the expected calibration error
   */
  readonly norm?: CalibrationNorm | undefined;
}

const normNames = { l1: 'expected', l2: 'root mean square', max: 'maximum' } as const;

/**
 * Reliability diagram: accuracy against confidence by bins, with the diagonal of perfect calibration, the gaps between the two, and
 * below it how many items each bin holds.
 *
 * The title states the error and the number of bins, as the one means nothing without the other.
 */
export function reliabilityPlot(options: ReliabilityPlotOptions): VegaLiteSpec {
  const { bins, norm = 'l1', title = 'Reliability', width = 320, height = 320 } = options;
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const error = total === 0 ? Number.NaN : calibrationErrorOfBins(bins, norm);
  const values = bins
    .filter(({ count }) => count > 0)
    .map(({ lower, upper, count, confidence, accuracy }) => ({
      lower,
      upper,
      confidence: finite(confidence),
      accuracy: finite(accuracy),
      share: finite(count / total),
    }));
  const unit = { domain: [0, 1], nice: false };
  const x: JsonValue = {
    field: 'lower',
    type: 'quantitative',
    bin: { binned: true },
    scale: unit,
    title: 'Confidence',
  };
  const errorText = `${normNames[norm]} calibration error ${formatFixed(error, 3)}, ${bins.length} bins`;
  return topLevel(title, `Reliability diagram: ${errorText}.`, {
    title: {
      text: title,
      subtitle: [errorText, 'orange: gap between mean confidence and accuracy'],
      anchor: 'middle',
      fontSize: 15,
      offset: 8,
    },
    spacing: 12,
    data: { values },
    vconcat: [
      {
        width,
        height,
        layer: [
          {
            mark: { type: 'bar', color: palette[0]!, opacity: 0.85, stroke: 'white' },
            encoding: {
              x: { ...x, axis: { labels: false, title: null } },
              x2: { field: 'upper' },
              y: { field: 'accuracy', type: 'quantitative', scale: unit, title: 'Accuracy' },
            },
          },
          {
            mark: { type: 'rule', color: palette[1]!, strokeWidth: 3 },
            encoding: {
              x: { field: 'confidence', type: 'quantitative', scale: unit },
              y: { field: 'accuracy', type: 'quantitative', scale: unit },
              y2: { field: 'confidence' },
            },
          },
          {
            data: { values: [{ from: 0, to: 1 }] },
            mark: { type: 'rule', color: '#333', strokeDash: [5, 4] },
            encoding: {
              x: { field: 'from', type: 'quantitative', scale: unit },
              x2: { field: 'to' },
              y: { field: 'from', type: 'quantitative', scale: unit },
              y2: { field: 'to' },
            },
          },
        ],
      },
      {
        width,
        height: Math.round(height / 4),
        mark: { type: 'bar', color: '#888', stroke: 'white' },
        encoding: {
          x,
          x2: { field: 'upper' },
          y: { field: 'share', type: 'quantitative', title: 'Items', axis: { format: '.0%', tickCount: 3 } },
        },
      },
    ],
  });
}
