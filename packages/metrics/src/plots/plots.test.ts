import { describe, expect, test } from 'vitest';
import { render, texts, toPng } from '../../testing/render.ts';
import {
  averagePrecisionScore,
  precisionRecallCurve,
  reliabilityBins,
  rocAucScore,
  rocCurve,
} from '../probability/index.ts';
import {
  classDistributionPlot,
  confusionMatrixPlot,
  differencesPlot,
  groupScoresPlot,
  learningCurvesPlot,
  precisionRecallPlot,
  reliabilityPlot,
  rocPlot,
  type VegaLiteSpec,
} from './index.ts';

/** What a label must never be taken for: markup, a field path, an expression, a template. */
const hostile = [
  '<script>alert(1)</script>',
  "a.b[0]['x']",
  'datum.share || 1',
  '"quoted" & \'single\'',
  '😀 日本',
  '{{x}} #{y} \\n',
];
const yTrue = [0, 1, 1, 0, 1, 0, 1, 1, 0, 1];
const yScore = [0.1, 0.8, 0.4, 0.5, 0.9, 0.5, 0.7, 0.2, 0.3, 0.6];
const yProba = yScore.map((p) => [1 - p, p]);
const roc = rocCurve({ yTrue, yScore });
const pr = precisionRecallCurve({ yTrue, yScore });

const plots = (names: readonly string[]): Record<string, VegaLiteSpec> => ({
  confusionMatrixPlot: confusionMatrixPlot({
    matrix: names.map((_, i) => names.map((_, j) => 10 * i + j)),
    labels: names,
    title: names[0],
  }),
  learningCurvesPlot: learningCurvesPlot({
    history: { loss: [2, 1.5, 1.2], val_loss: [2.1, 1.6, 1.9], [names[0]!]: [0.2, 0.4, 0.5] },
    title: names[1],
  }),
  reliabilityPlot: reliabilityPlot({ bins: reliabilityBins({ yTrue, yProba }), title: names[2] }),
  rocPlot: rocPlot({ curves: names.map((name) => ({ name, ...roc, auc: 0.5 })) }),
  precisionRecallPlot: precisionRecallPlot({ curves: names.map((name) => ({ name, ...pr, prevalence: 0.6 })) }),
  groupScoresPlot: groupScoresPlot({
    scores: names.map((group, i) => ({ group, score: i / 8, low: i / 9, high: i / 7 })),
    groupName: names[3],
    reference: 0.5,
  }),
  differencesPlot: differencesPlot({
    differences: names.map((name, i) => ({ name, difference: i / 9 - 0.2, low: i / 9 - 0.4, high: i / 9 })),
    differenceName: names[4],
  }),
  classDistributionPlot: classDistributionPlot({ parts: { [names[0]!]: names, test: names.slice(0, 2) } }),
});

describe.each(Object.keys(plots(hostile)))('%s', (name) => {
  const plain = plots(['angry', 'calm', 'disgust', 'fearful', 'happy', 'sad'])[name]!;
  const odd = plots(hostile)[name]!;

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
    expect(plain.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
  });

  test('draws without complaint, the same each time, with a description, and turns into pixels', async () => {
    const { svg, complaints } = await render(plain);
    expect(complaints).toEqual([]);
    expect((await render(plain)).svg === svg, 'drawn twice').toBe(true);
    expect(svg.match(/NaN|undefined|\[object/)).toBeNull();
    expect(plain.description).toEqual(expect.stringMatching(/.{20,}\.$/));
    expect(toPng(svg).length).toBeGreaterThan(2000);
  });

  test('takes no label for anything but text', async () => {
    const { svg, complaints } = await render(odd);
    expect(complaints).toEqual([]);
    expect(svg.includes('<script')).toBe(false);
    // As many marks as with harmless names: no name became a path or an expression.
    const count = (text: string): number => (text.match(/<(path|text)[ >]/g) ?? []).length;
    expect(count(svg)).toBe(count((await render(plain)).svg));
    expect(() => toPng(svg)).not.toThrow();
  });
});

describe('learningCurvesPlot', () => {
  const history = {
    loss: [2, 1, 0.5],
    val_loss: [2, 1.2, 1.4],
    accuracy: [0.3, 0.5, 0.7],
    valAccuracy: [0.3, 0.4, 0.45],
  };
  test('pairs training and validation, and marks the epoch of lowest validation loss', async () => {
    const shown = texts((await render(learningCurvesPlot({ history }))).svg);
    for (const text of ['loss', 'accuracy', 'training', 'validation', 'best epoch 2']) expect(shown).toContain(text);
    expect(shown.filter((text) => text === 'best epoch 2')).toHaveLength(2);
  });
  test.each([
    [{ monitor: 'valAccuracy' }, 'best epoch 3'],
    [{ bestEpoch: 1 }, 'best epoch 1'],
    [{ monitor: 'loss' }, 'best epoch 3'],
  ])('%j', (options, expected) => {
    expect(JSON.stringify(learningCurvesPlot({ history, ...options }))).toContain(expected);
  });
  test('marks none if told so, or if nothing tells', () => {
    expect(JSON.stringify(learningCurvesPlot({ history, bestEpoch: null }))).not.toContain('best epoch');
    expect(JSON.stringify(learningCurvesPlot({ history: { accuracy: [0.1] } }))).not.toContain('best epoch');
  });
  test('epochs that are NaN are no best epochs, and leave a gap', async () => {
    const spec = learningCurvesPlot({ history: { loss: [1, Number.NaN, 0.9, Number.POSITIVE_INFINITY] } });
    expect(JSON.stringify(spec)).toContain('best epoch 3');
    expect((await render(spec)).complaints).toEqual([]);
  });
  test('refuses no curve, and a monitor that is not there', () => {
    expect(() => learningCurvesPlot({ history: { loss: [] } })).toThrow(
      expect.objectContaining({ code: 'empty-input' }),
    );
    expect(() => learningCurvesPlot({ history, monitor: 'f1' })).toThrow(
      /"f1" is not in the history, which has loss, val_loss/,
    );
  });
});

describe('curves', () => {
  const names = ['one', 'two'];
  test('have one legend with the areas', async () => {
    const auc = rocAucScore({ yTrue, yScore });
    const shown = texts((await render(rocPlot({ curves: names.map((name) => ({ name, ...roc, auc })) }))).svg);
    for (const name of names)
      expect(shown.filter((text) => text === `${name} (AUC ${auc.toFixed(3)})`)).toHaveLength(1);
  });

  test('the area drawn under a precision–recall curve is the average precision', async () => {
    const averagePrecision = averagePrecisionScore({ yTrue, yScore });
    const size = 200;
    const { svg } = await render(
      precisionRecallPlot({ curves: [{ name: 'x', ...pr, averagePrecision }], width: size, height: size }),
    );
    const path = [...svg.matchAll(/aria-roledescription="line mark"[^>]* d="([^"]+)"/g)].map(([, d]) => d!)[0]!;
    const points = [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(
      ([, x, y]) => [Number(x) / size, 1 - Number(y) / size] as const,
    );
    expect(points.length).toBeGreaterThan(10);
    const area = points.slice(1).reduce((sum, [x, y], i) => sum + ((points[i]![0] - x) * (points[i]![1] + y)) / 2, 0);
    expect(area).toBeCloseTo(averagePrecision, 2);
    expect(texts(svg)).toContain(`x (AP ${averagePrecision.toFixed(3)})`);
  });

  test('more curves than colors stay apart', async () => {
    const many = Array.from({ length: 10 }, (_, i) => ({ name: `fold ${i}`, ...roc }));
    const { svg, complaints } = await render(rocPlot({ curves: many }));
    expect(complaints).toEqual([]);
    expect(svg).toContain('stroke-dasharray="6,3"');
  });

  test('need a curve, and axes of one length', () => {
    expect(() => rocPlot({ curves: [] })).toThrow(expect.objectContaining({ code: 'empty-input' }));
    expect(() => rocPlot({ curves: [{ name: 'x', fpr: [0, 1], tpr: [0] }] })).toThrow(
      expect.objectContaining({ code: 'length-mismatch' }),
    );
  });
});

test('reliabilityPlot states its error and its bins', async () => {
  const bins = reliabilityBins({ yTrue, yProba, nBins: 10 });
  expect(texts((await render(reliabilityPlot({ bins }))).svg).join(' ')).toMatch(
    /expected calibration error 0\.\d{3}, 10 bins/,
  );
  expect(texts((await render(reliabilityPlot({ bins, norm: 'max' }))).svg).join(' ')).toMatch(
    /maximum calibration error/,
  );
});

test('groupScoresPlot orders groups by score, or as given, with intervals where there are any', async () => {
  const scores = [
    { group: 7, score: 0.4 },
    { group: 8, score: 0.9, low: 0.8, high: 0.95 },
  ];
  const order = async (by: 'given' | 'score'): Promise<string[]> =>
    texts((await render(groupScoresPlot({ scores, order: by }))).svg).filter((text) => /^[78]$/.test(text));
  expect(await order('score')).toEqual(['8', '7']);
  expect(await order('given')).toEqual(['7', '8']);
  const { svg } = await render(groupScoresPlot({ scores }));
  expect(svg.match(/aria-roledescription="rule mark"/g)).toHaveLength(1);
  expect(svg.match(/aria-roledescription="circle"/g)).toHaveLength(2);
  expect(() => groupScoresPlot({ scores: [] })).toThrow(expect.objectContaining({ code: 'empty-input' }));
});

test('classDistributionPlot counts, over the classes asked for', async () => {
  const parts = { train: ['a', 'a', 'b'], test: ['b'] };
  const spec = classDistributionPlot({ parts, labels: ['c', 'b', 'a'] });
  const counts = (spec.data as unknown as { values: { part: string; label: string; count: number }[] }).values;
  expect(counts.map(({ part, label, count }) => `${part} ${label} ${count}`)).toEqual([
    'train c 0',
    'train b 1',
    'train a 2',
    'test c 0',
    'test b 1',
    'test a 0',
  ]);
  expect(() => classDistributionPlot({ parts, labels: ['a'] })).toThrow(
    expect.objectContaining({ code: 'unknown-label' }),
  );
  expect(() => classDistributionPlot({ parts: {} })).toThrow(expect.objectContaining({ code: 'empty-input' }));
});
