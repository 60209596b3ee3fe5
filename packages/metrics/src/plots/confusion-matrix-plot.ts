import { MetricsError } from '../errors.ts';
import { formatLabel, type Label } from '../input/label.ts';
import { formatFixed } from '../numeric/format-fixed.ts';
import { finite, type JsonValue, type PlotOptions, topLevel, uniqueNames, type VegaLiteSpec } from './spec.ts';

/** A matrix by rows, or any matrix object with `get(row, column)` such as ml-matrix's. */
export type MatrixLike =
  | ArrayLike<ArrayLike<number>>
  | { readonly rows: number; readonly columns: number; get(row: number, column: number): number };

/** Options of {@link confusionMatrixPlot}. */
export interface ConfusionMatrixPlotOptions extends PlotOptions {
  /** Counts (not normalized), rows true, columns predicted. */
  readonly matrix: MatrixLike;
  /** Classes of rows and columns, in the order of the matrix. */
  readonly labels: ArrayLike<Label>;
  /**
   * Text of a cell: the count, the share of its row in percent, or both.
   * @default 'both'
   */
  readonly values?: 'both' | 'count' | 'percent' | undefined;
  /**
   * Vega color scheme of the row shares, such as 'viridis'.
   * @default white to dark blue
   */
  readonly scheme?: string | undefined;
  /**
   * Whether a legend explains the colors; the shares in the cells do so too.
   * @default true
   */
  readonly legend?: boolean | undefined;
}

/**
 * Confusion matrix as a heat map: one square a (true, predicted) pair, colored by its share of the true class on a fixed 0–100 %
 * scale, so that classes of unequal size and different models can be compared.
 *
 * Row 0 on top; the true label shows its number of items.
 *
 * @throws {MetricsError} `invalid-option` when the matrix is not square or not as large as `labels`.
 */
export function confusionMatrixPlot(options: ConfusionMatrixPlotOptions): VegaLiteSpec {
  const { matrix, values = 'both', scheme, legend = true, title = 'Confusion matrix' } = options;
  const names = uniqueNames(Array.from(options.labels, formatLabel));
  const size = names.length;
  const cells = toRows(matrix);
  if (cells.length !== size || cells.some((row) => row.length !== size)) {
    throw new MetricsError(
      'invalid-option',
      `The matrix must be ${size}×${size} for ${size} labels, received ${cells.length}×${cells[0]?.length ?? 0}.`,
    );
  }
  const totals = cells.map((row) => row.reduce((sum, count) => sum + count, 0));
  const rowNames = names.map((name, i) => `${name} (${shortNumber(totals[i]!)})`);
  const data = cells.flatMap((row, i) =>
    row.map((count, j) => {
      const share = totals[i] === 0 ? 0 : count / totals[i]!;
      const percent = `${formatFixed(100 * share, 0)} %`;
      const text = { both: [shortNumber(count), percent], count: [shortNumber(count)], percent: [percent] }[values];
      return { true: rowNames[i]!, predicted: names[j]!, count: finite(count), share: finite(share), text };
    }),
  );
  const side = Math.max(46 * size, 140);
  return topLevel(title, `Confusion matrix of ${size} classes; rows are true labels, columns predicted labels.`, {
    width: options.width ?? side,
    height: options.height ?? side,
    data: { values: data },
    encoding: {
      x: {
        field: 'predicted',
        type: 'nominal',
        sort: names,
        title: 'Predicted label',
        axis: { orient: 'bottom', labelAngle: size > 4 ? -45 : 0, domain: false, ticks: false },
      },
      y: {
        field: 'true',
        type: 'nominal',
        sort: rowNames,
        title: 'True label (number of items)',
        axis: { domain: false, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: 'white', strokeWidth: 1 },
        encoding: {
          color: {
            field: 'share',
            type: 'quantitative',
            scale: { domain: [0, 1], ...(scheme === undefined ? { range: whiteToBlue } : { scheme }) },
            legend: legend
              ? { title: 'Share of true label', titleLimit: 0, format: '.0%', gradientLength: Math.min(side, 220) }
              : null,
          },
        } satisfies JsonValue,
      },
      {
        mark: { type: 'text', fontSize: 11, lineHeight: 13, baseline: 'middle', dy: values === 'both' ? -6 : 0 },
        encoding: {
          text: { field: 'text', type: 'nominal' },
          // White from where it has more contrast than black.
          color: { condition: { test: 'datum.share > 0.6', value: 'white' }, value: 'black' },
        },
      },
    ],
  });
}

const whiteToBlue = ['#f7fbff', '#6baed6', '#08306b'];

function toRows(matrix: MatrixLike): number[][] {
  if (!('get' in matrix)) return Array.from(matrix, (row) => Array.from(row));
  return Array.from({ length: matrix.rows }, (_, i) =>
    Array.from({ length: matrix.columns }, (_, j) => matrix.get(i, j)),
  );
}

/** Counts as integers, weights with at most two decimals. */
function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(2)));
}
