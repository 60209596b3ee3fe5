import { MetricsError } from '../errors.ts';
import { encodeLabels } from '../input/encode-labels.ts';
import { formatLabel, type Label } from '../input/label.ts';
import { positionsOf } from '../input/positions-of.ts';
import { type PlotOptions, palette, topLevel, uniqueNames, type VegaLiteSpec } from './spec.ts';

/** Options of {@link classDistributionPlot}. */
export interface ClassDistributionPlotOptions extends PlotOptions {
  /** Labels of each part of the data, by its name: `train`, `validation`, `test` … */
  readonly parts: Readonly<Record<string, ArrayLike<Label>>>;
  /**
   * Classes, in order.
   * @default the labels that occur, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
}

/**
 * Items of each class in each part of the data, as grouped bars with their counts.
 *
 * @throws {MetricsError} `empty-input` without a part, `unknown-label` for items outside `labels`.
 */
export function classDistributionPlot(options: ClassDistributionPlotOptions): VegaLiteSpec {
  const { parts, title = 'Class distribution', height = 240 } = options;
  const partNames = Object.keys(parts);
  if (partNames.length === 0) throw new MetricsError('empty-input', 'parts is empty; at least 1 part is required.');
  const { labels: present, codes } = encodeLabels(parts);
  const labels = Array.from(options.labels ?? present);
  const position = labels.length === 0 ? new Int32Array(0) : positionsOf(present, labels);
  const names = uniqueNames(labels.map(formatLabel));
  const values = partNames.flatMap((part, p) => {
    const counts = new Float64Array(labels.length);
    for (const code of codes[p]!) counts[position[code]!]! += 1;
    return Array.from(counts, (count, k) => ({ part, label: names[k]!, count }));
  });
  const width = options.width ?? Math.max(names.length * (22 * partNames.length + 16), 160);
  const x = {
    field: 'label',
    type: 'nominal',
    sort: names,
    title: null,
    axis: { labelAngle: names.length > 4 ? -45 : 0 },
  };
  const y = { field: 'count', type: 'quantitative', title: 'Items' };
  const xOffset = { field: 'part', type: 'nominal', sort: partNames, scale: { domain: partNames } };
  return topLevel(title, `Items of ${names.length} classes in ${partNames.join(', ')}.`, {
    width,
    height,
    data: { values },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          x,
          y,
          xOffset,
          color: {
            field: 'part',
            type: 'nominal',
            title: null,
            sort: partNames,
            scale: { domain: partNames, range: partNames.map((_, p) => palette[p % palette.length]!) },
          },
        },
      },
      {
        mark: { type: 'text', baseline: 'bottom', dy: -2, fontSize: 10 },
        encoding: { x, y, xOffset, text: { field: 'count', type: 'quantitative' } },
      },
    ],
  });
}
