import { expect, test } from 'vitest';
import { render, texts } from '../../testing/render.ts';
import { differencesPlot } from './differences-plot.ts';

test('differencesPlot keeps the order, in percentage points around zero, and repeats no name', async () => {
  const spec = differencesPlot({
    differences: [
      { name: 'accuracy', difference: 0.015, low: -0.05, high: 0.08 },
      { name: 'UAR', difference: -0.2, low: -0.25, high: -0.15 },
      { name: 'UAR', difference: Number.NaN, low: Number.NaN, high: Number.NaN },
    ],
    differenceName: 'ours − published',
  });
  const [zero, , dots] = spec.layer as unknown as { data: { values: Record<string, unknown>[] } }[];
  expect(zero!.data.values).toEqual([{ zero: 0 }]);
  expect(dots!.data.values).toEqual([
    { name: 'accuracy', difference: 1.5, low: -5, high: 8 },
    { name: 'UAR', difference: -20, low: -25, high: -15 },
    { name: 'UAR (2)', difference: null, low: null, high: null },
  ]);
  const { svg } = await render(spec);
  const shown = texts(svg);
  expect(shown).toContain('ours − published (percentage points)');
  expect(shown.filter((text) => /^(accuracy|UAR)/.test(text))).toEqual(['accuracy', 'UAR', 'UAR (2)']);
  expect(shown.some((text) => /^[−-]20$/.test(text))).toBe(true);
  expect(() => differencesPlot({ differences: [] })).toThrow(/at least 1 difference/);
});
