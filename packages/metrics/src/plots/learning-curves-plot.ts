import { MetricsError } from '../errors.ts';
import { finite, type JsonValue, type PlotOptions, palette, topLevel, type VegaLiteSpec } from './spec.ts';

/** Options of {@link learningCurvesPlot}. */
export interface LearningCurvesPlotOptions extends PlotOptions {
  /**
   * One value an epoch under the names that Keras and TensorFlow.js give them: `loss`, `val_loss`, `accuracy`, `val_accuracy` …
   * (`valLoss` is understood as well). Training and validation of one measure share a panel.
   */
  readonly history: Readonly<Record<string, ArrayLike<number>>>;
  /**
   * The epoch to mark, counted from 1; `null` marks none.
   * @default the best epoch of `monitor`
   */
  readonly bestEpoch?: number | null | undefined;
  /**
   * The curve that decides which epoch is best: the lowest value if its name ends in "loss", else the highest.
   * @default 'val_loss', or 'loss' without validation
   */
  readonly monitor?: string | undefined;
}

/**
 * Training and validation curves over epochs, one panel a measure, with the best epoch marked.
 *
 * This is loss or accuracy against training time; scikit-learn's "learning curve" of score against training-set size is another
 * thing.
 *
 * @throws {MetricsError} `empty-input` without any curve, `invalid-option` for a `monitor` that is not among them.
 */
export function learningCurvesPlot(options: LearningCurvesPlotOptions): VegaLiteSpec {
  const { history, title = 'Learning curves', width = 380, height = 220 } = options;
  const curves = Object.entries(history).filter(([, values]) => values.length > 0);
  if (curves.length === 0) throw new MetricsError('empty-input', 'history has no curve with at least one epoch.');
  const measures = [...new Set(curves.map(([name]) => splitName(name).measure))];
  const bestEpoch = options.bestEpoch === undefined ? findBest(curves, options.monitor) : options.bestEpoch;
  const values = curves.flatMap(([name, series]) => {
    const { measure, part } = splitName(name);
    return Array.from(series, (value, i) => ({ measure, part, epoch: i + 1, value: finite(value) }));
  });
  const epochs = Math.max(...curves.map(([, series]) => series.length));
  const x = {
    field: 'epoch',
    type: 'quantitative',
    title: 'Epoch',
    scale: { domain: [1, Math.max(2, epochs)], nice: false },
    axis: { tickMinStep: 1, format: 'd', grid: false },
  };
  const best = { epoch: bestEpoch, label: `best epoch ${bestEpoch}` };
  const late = best.epoch !== null && best.epoch > epochs / 2;
  const label = {
    type: 'text',
    align: late ? 'right' : 'left',
    dx: late ? -5 : 5,
    // Above the panel, where no curve can run through it.
    baseline: 'bottom',
    fontSize: 12,
    color: '#333',
  };
  const data = { values: [best] };
  const marker: JsonValue[] = [
    { data, mark: { type: 'rule', color: '#555', strokeDash: [4, 3] }, encoding: { x } },
    { data, mark: label, encoding: { x, y: { value: -3 }, text: { field: 'label' } } },
  ];
  const description = `${measures.join(' and ')} over ${epochs} epochs${bestEpoch === null ? '' : `, ${best.label} marked`}.`;
  return topLevel(title, description, {
    spacing: 30,
    data: { values },
    hconcat: measures.map((measure) => ({
      width,
      height,
      layer: [
        {
          transform: [{ filter: { field: 'measure', equal: measure } }],
          mark: { type: 'line', point: epochs <= 40, strokeWidth: 2 },
          encoding: {
            x,
            y: { field: 'value', type: 'quantitative', title: measure, scale: { zero: false } },
            color: {
              field: 'part',
              type: 'nominal',
              title: null,
              sort: ['training', 'validation'],
              scale: { domain: ['training', 'validation'], range: [palette[0]!, palette[1]!] },
              legend: { orient: 'bottom' },
            },
          },
        },
        ...(bestEpoch === null ? [] : marker),
      ],
    })),
  });
}

function splitName(name: string): { measure: string; part: 'training' | 'validation' } {
  const match = /^val(?:_(.+)|([A-Z].*))$/.exec(name);
  if (!match) return { measure: name, part: 'training' };
  const camel = match[2];
  return {
    measure: match[1] ?? `${camel![0]!.toLowerCase()}${camel!.slice(1)}`,
    part: 'validation',
  };
}

function findBest(
  curves: readonly (readonly [string, ArrayLike<number>])[],
  monitor: string | undefined,
): number | null {
  const wanted = monitor === undefined ? ['val_loss', 'valLoss', 'loss'] : [monitor];
  const found = wanted.map((name) => curves.find((curve) => curve[0] === name)).find((curve) => curve !== undefined);
  if (!found) {
    if (monitor === undefined) return null;
    throw new MetricsError(
      'invalid-option',
      `monitor ${JSON.stringify(monitor)} is not in the history, which has ${curves.map(([name]) => name).join(', ')}.`,
    );
  }
  const sign = /loss$/i.test(found[0]) ? 1 : -1;
  const values = Array.from(found[1], (value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value));
  return values.indexOf(Math.min(...values)) + 1;
}
