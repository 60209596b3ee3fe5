import { describe, expect, test } from 'vitest';
import { labelsFromMargins } from '../../testing/from-margins.ts';
import { classificationReport, compareModels } from '../index.ts';
import { compareWithPublished, publishedReports, reportBy } from '../speech/index.ts';
import { poolFolds } from '../speech/pool-folds.ts';
import { type Tabular, toCsv, toLatex, toMarkdown } from './index.ts';

const report = classificationReport({
  yTrue: ['calm', 'sad', 'sad', 'sad'],
  yPred: ['calm', 'sad', 'calm', 'sad'],
  labels: ['calm', 'sad'],
});

test('a report in Markdown', () => {
  expect(toMarkdown(report)).toBe(
    [
      '| class | precision | recall | f1-score | support |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| calm | 0.50 | 1.00 | 0.67 | 1 |',
      '| sad | 1.00 | 0.67 | 0.80 | 3 |',
      '| accuracy |  |  | 0.75 | 4 |',
      '| macro avg | 0.75 | 0.83 | 0.73 | 4 |',
      '| weighted avg | 0.88 | 0.75 | 0.77 | 4 |',
      '',
    ].join('\n'),
  );
});

test('a report in CSV keeps every digit', () => {
  const rows = toCsv(report).split('\r\n');
  expect(rows[0]).toBe('class,precision,recall,f1-score,support');
  expect(rows[2]).toBe('sad,1,0.6666666666666666,0.8,3');
  expect(rows[3]).toBe('accuracy,,,0.75,4');
  expect(rows.at(-1)).toBe('');
});

test('a report in LaTeX', () => {
  expect(toLatex(report)).toBe(
    [
      '\\begin{tabular}{lrrrr}',
      '\\toprule',
      'class & precision & recall & f1-score & support \\\\',
      '\\midrule',
      'calm & 0.50 & 1.00 & 0.67 & 1 \\\\',
      'sad & 1.00 & 0.67 & 0.80 & 3 \\\\',
      'accuracy &  &  & 0.75 & 4 \\\\',
      'macro avg & 0.75 & 0.83 & 0.73 & 4 \\\\',
      'weighted avg & 0.88 & 0.75 & 0.77 & 4 \\\\',
      '\\bottomrule',
      '\\end{tabular}',
      '',
    ].join('\n'),
  );
});

test('without all labels it has the micro average, and NaN where nothing is defined', () => {
  const partial = classificationReport({
    yTrue: ['a', 'b'],
    yPred: ['a', 'b'],
    labels: ['a', 'z'],
    zeroDivision: Number.NaN,
  });
  expect(toMarkdown(partial)).toContain('| micro avg | 1.00 | 1.00 | 1.00 | 1 |');
  expect(toMarkdown(partial)).toContain('| z | nan | nan | nan | 0 |');
  expect(toCsv(partial)).toContain('z,,,,0\r\n');
});

describe('names cannot break out of their cell', () => {
  const name = 'a|b\\c <script>*_`~[x](y)\n"q",& % $ # {} ^';
  const odd = classificationReport({ yTrue: [name], yPred: [name] });
  test('Markdown', () => {
    const line = toMarkdown(odd).split('\n')[2]!;
    expect(line.startsWith('| a\\|b\\\\c &lt;script&gt;\\*\\_\\`\\~\\[x\\](y) "q",&amp; % $ # {} ^ | 1.00 |')).toBe(
      true,
    );
  });
  test('CSV', () => {
    expect(toCsv(odd)).toContain('"a|b\\c <script>*_`~[x](y)\n""q"",& % $ # {} ^",1,1,1,1\r\n');
  });
  test('LaTeX', () => {
    expect(toLatex(odd).split('\n')[4]).toBe(
      'a|b\\textbackslash{}c \\textless{}script\\textgreater{}*\\_`\\textasciitilde{}[x](y) "q",\\& \\% \\$ \\# \\{\\} \\textasciicircum{} & 1.00 & 1.00 & 1.00 & 1 \\\\',
    );
  });
});

describe('every result has a table', () => {
  const yTrue = ['a', 'b', 'a', 'b'];
  const yPred = ['a', 'b', 'b', 'b'];
  test('models', () => {
    const comparison = compareModels({ yTrue, predictions: { one: yPred, two: yTrue }, replicates: 10 });
    expect(toMarkdown(comparison)).toMatch(/^\| comparison \| difference \| low \| high \| p \| p \(Holm\) \|\n/);
    expect(toMarkdown(comparison)).toContain('| one − two | -0.2500 |');
    expect(toLatex(comparison)).toContain('one $-$ two & -0.2500');
  });
  test('groups', () => {
    const { sex } = reportBy({ yTrue, yPred, by: { sex: ['f', 'm', 'm', 'f'] } });
    expect(toMarkdown(sex)).toContain('| m | 2 | 2 | 0.5000 | 0.5000 | 0.3333 |');
  });
  test('folds', () => {
    const folds = [
      { yTrue, yPred },
      { yTrue, yPred: yTrue },
    ];
    const text = toMarkdown(poolFolds({ folds }));
    expect(text).toContain('| 1 | 4 | 0.7500 | 0.7500 | 0.7333 |');
    expect(text).toContain('| sd over folds |  | 0.1768 |');
    expect(text).toContain('| pooled | 8 | 0.8750 | 0.8750 |');
  });
  test('published figures', () => {
    const { VGG16 } = publishedReports;
    const own = classificationReport({ ...labelsFromMargins(VGG16), labels: Object.keys(VGG16.classes) });
    const text = toMarkdown(compareWithPublished(own, VGG16));
    expect(text.split('\n')).toHaveLength(2 + 29 + 1);
    expect(text).toContain('| accuracy | 0.5906 | 0.5906 | 0.0000 |');
  });
  test('whatever can make one', () => {
    const own: Tabular = { toTable: () => ({ header: ['x'], rows: [[1.5]], digits: 0, integerColumns: [] }) };
    expect(toMarkdown(own)).toBe('| x |\n| ---: |\n| 2 |\n');
  });
});
