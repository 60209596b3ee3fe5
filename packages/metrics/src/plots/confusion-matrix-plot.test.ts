import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { render, texts } from '../../testing/render.ts';
import { confusionMatrixPlot } from './confusion-matrix-plot.ts';

describe('confusionMatrixPlot', () => {
  const labels = ['calm', 'sad'];
  test('shows counts and shares of the true label, row 0 on top', async () => {
    const { svg } = await render(
      confusionMatrixPlot({
        matrix: [
          [3, 1],
          [0, 4],
        ],
        labels,
      }),
    );
    const shown = texts(svg);
    expect(shown.filter((text) => /^\d+$|^\d+ %$/.test(text))).toEqual([
      '3',
      '75 %',
      '1',
      '25 %',
      '0',
      '0 %',
      '4',
      '100 %',
    ]);
    expect(shown.indexOf('calm (4)')).toBeLessThan(shown.indexOf('sad (4)'));
    expect(shown).toContain('Predicted label');
  });
  test('or one of the two', async () => {
    const spec = {
      matrix: [
        [3, 1],
        [0, 4],
      ],
      labels,
    };
    expect(texts((await render(confusionMatrixPlot({ ...spec, values: 'count' }))).svg)).not.toContain('75 %');
    expect(texts((await render(confusionMatrixPlot({ ...spec, values: 'percent' }))).svg)).toContain('75 %');
  });
  test('takes a matrix object, weights, another scheme, and classes without items', () => {
    const rows = [
      [0.25, 1],
      [0, 0],
    ];
    expect(confusionMatrixPlot({ matrix: new Matrix(rows), labels })).toEqual(
      confusionMatrixPlot({ matrix: rows, labels }),
    );
    const spec = confusionMatrixPlot({ matrix: rows, labels, scheme: 'viridis' });
    expect(JSON.stringify(spec)).toContain('"scheme":"viridis"');
    expect(JSON.stringify(spec)).toContain('calm (1.25)');
  });
  test('leaves the legend out where it is not wanted', async () => {
    const spec = { matrix: [[1]], labels: ['calm'] };
    expect(texts((await render(confusionMatrixPlot(spec))).svg)).toContain('Share of true label');
    expect(texts((await render(confusionMatrixPlot({ ...spec, legend: false }))).svg)).not.toContain(
      'Share of true label',
    );
  });
  test('keeps two classes of one name apart', () => {
    expect(
      JSON.stringify(
        confusionMatrixPlot({
          matrix: [
            [1, 0],
            [0, 1],
          ],
          labels: ['x', 'x'],
        }),
      ),
    ).toContain('x (2)');
  });
  test.each([[[[1, 2]]], [[[1], [2]]], [[]]])('refuses a matrix that is not as large as the labels: %j', (matrix) => {
    expect(() => confusionMatrixPlot({ matrix, labels })).toThrow(/must be 2×2 for 2 labels/);
  });
});
