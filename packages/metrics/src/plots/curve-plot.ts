import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { finite, type JsonValue, type PlotOptions, palette, topLevel, uniqueNames, type VegaLiteSpec } from './spec.ts';

/** A named curve within the unit square. */
export interface NamedCurve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Options of {@link curvePlot}. */
export interface CurvePlotOptions extends PlotOptions {
  readonly title: string;
  readonly curves: readonly NamedCurve[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Dashed lines of chance. */
  readonly references: readonly {
    readonly fromX: number;
    readonly fromY: number;
    readonly toX: number;
    readonly toY: number;
  }[];
  readonly interpolate: 'linear' | 'step-after';
}

/**
 * Named curves within the unit square, with dashed lines of chance.
 *
 * @throws {MetricsError} `empty-input` without a curve, `length-mismatch` for axes of unequal length.
 */
export function curvePlot(options: CurvePlotOptions): VegaLiteSpec {
  const { title, curves, xTitle, yTitle, references, interpolate, width = 320, height = 320 } = options;
  if (curves.length === 0) throw new MetricsError('empty-input', 'curves is empty; at least 1 curve is required.');
  const names = uniqueNames(curves.map(({ name }) => name));
  const values = curves.flatMap(({ x, y }, c) => {
    checkLengths({ [`curves[${c}], first axis`]: x, 'second axis': y });
    return Array.from(x, (value, order) => ({ curve: names[c]!, order, x: finite(value), y: finite(y[order]!) }));
  });
  const axis = (field: string, heading: string): JsonValue => ({
    field,
    type: 'quantitative',
    title: heading,
    scale: { domain: [0, 1], nice: false },
    axis: { tickCount: 6 },
  });
  return topLevel(title, `${title}: ${yTitle.toLowerCase()} against ${xTitle.toLowerCase()} of ${names.join(', ')}.`, {
    width,
    height,
    layer: [
      {
        data: { values: references },
        mark: { type: 'rule', color: '#999', strokeDash: [5, 4] },
        encoding: {
          x: axis('fromX', xTitle),
          x2: { field: 'toX' },
          y: axis('fromY', yTitle),
          y2: { field: 'toY' },
        },
      },
      {
        data: { values },
        mark: { type: 'line', strokeWidth: 2, interpolate, clip: true },
        encoding: {
          x: axis('x', xTitle),
          y: axis('y', yTitle),
          order: { field: 'order', type: 'quantitative' },
          color: {
            field: 'curve',
            type: 'nominal',
            title: null,
            sort: names,
            scale: { domain: names, range: names.map((_, c) => palette[c % palette.length]!) },
          },
          // From the ninth curve on the colors come round again, dashed; the same title and sort keep it one legend.
          strokeDash: {
            field: 'curve',
            type: 'nominal',
            title: null,
            sort: names,
            scale: { domain: names, range: names.map((_, c) => (c < palette.length ? [1, 0] : [6, 3])) },
          },
        },
      },
    ],
  });
}
