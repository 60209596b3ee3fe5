import { describe, expect, test } from 'vitest';
import { bundle } from '../testing/bundle.ts';
import * as entry from './index.ts';

describe('the entry point', () => {
  test('is 18 kB gzipped without ml-matrix, as the README says', async () => {
    const { gzipped } = await bundle("export * from './index.ts'", ['ml-matrix']);
    expect(gzipped).toBeLessThan(18_500);
  });

  test('has the names that other packages rely on', () => {
    expect(Object.keys(entry)).toEqual(
      expect.arrayContaining([
        'MetricsError',
        'accuracyScore',
        'balancedAccuracyScore',
        'classificationReport',
        'cohenKappaScore',
        'compareModels',
        'confidenceInterval',
        'confusionMatrix',
        'expectedCalibrationError',
        'f1Score',
        'logLoss',
        'matthewsCorrcoef',
        'mcnemarTest',
        'precisionRecallFscoreSupport',
        'rocAucScore',
        'topKAccuracyScore',
        'unweightedAverageRecall',
        'weightedAccuracy',
      ]),
    );
  });
});

describe('imports nothing that is not used', () => {
  const functions = Object.keys(entry).filter((name) => name !== 'MetricsError');

  test.each(functions)('%s alone', async (name) => {
    const { files, gzipped } = await bundle(`export { ${name} } from './index.ts'`, []);
    const pulls = files.some((file) => file.includes('ml-matrix'));
    expect(pulls, 'ml-matrix').toBe(name === 'confusionMatrix');
    if (name === 'confusionMatrix') return;
    // What draws at random brings the Mersenne Twister, 3.6 kB; a report is 4 kB.
    const draws = files.some((file) => file.includes('pure-rand'));
    expect(gzipped).toBeLessThan(draws ? 9_000 : 5_500);
  });

  test('an import for its side effects alone is empty', async () => {
    const { code } = await bundle("import './index.ts'");
    expect(code.trim()).toBe('');
  });

  test('accuracy knows nothing of reports, curves, intervals or text', async () => {
    const { files } = await bundle("export { accuracyScore } from './index.ts'");
    expect(
      files.filter((file) => /report|curves|intervals|distributions|tables|plots|significance|speech/.test(file)),
    ).toEqual([]);
  });

  test.each(['plots', 'tables', 'probability', 'speech'])('%s comes without ml-matrix and vega', async (topic) => {
    const { files } = await bundle(`export * from './${topic}/index.ts'`);
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  });
});
