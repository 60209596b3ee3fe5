import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../../tools/packaging/chromium.ts';
import { bundle } from '../testing/bundle.ts';
import { classificationReport, confidenceInterval, rocAucScore } from './index.ts';

const yTrue = ['calm', 'sad', 'sad', 'angry', 'calm', 'angry'];
const yPred = ['calm', 'sad', 'calm', 'angry', 'sad', 'angry'];
const yScore = [
  [0.2, 0.6, 0.2],
  [0.1, 0.2, 0.7],
  [0.1, 0.5, 0.4],
  [0.8, 0.1, 0.1],
  [0.3, 0.3, 0.4],
  [0.5, 0.2, 0.3],
];

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)('in headless Chromium', () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('prints and computes what Node does', async () => {
    const { code } = await bundle(`
      import { classificationReport, confidenceInterval, confusionMatrix, rocAucScore } from './index.ts';
      import { confusionMatrixPlot } from './plots/index.ts';
      import { toMarkdown } from './tables/index.ts';
      globalThis.run = ({ yTrue, yPred, yScore }) => {
        const report = classificationReport({ yTrue, yPred });
        const matrix = confusionMatrix({ yTrue, yPred });
        const labels = report.labels;
        return {
          text: String(report),
          json: JSON.stringify(report),
          interval: confidenceInterval({ yTrue, yPred, metric: 'uar', seed: 3, replicates: 200 }),
          auc: rocAucScore({ yTrue, yScore, multiClass: 'ovr' }),
          matrix: matrix.to2DArray(),
          plot: JSON.stringify(confusionMatrixPlot({ matrix, labels })).length,
          markdown: toMarkdown(report).split('\\n').length,
        };
      };`);
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => problems.push(message.text()));
    // Under a policy that forbids eval, as strict sites have it.
    await page.setContent(
      '<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src \'unsafe-inline\'">',
    );
    await page.addScriptTag({ content: code, type: 'module' });
    const own = await page.evaluate(
      (data) => (globalThis as unknown as { run(d: unknown): Record<string, unknown> }).run(data),
      {
        yTrue,
        yPred,
        yScore,
      },
    );
    expect(problems).toEqual([]);
    const report = classificationReport({ yTrue, yPred });
    expect(own).toMatchObject({
      text: String(report),
      json: JSON.stringify(report),
      auc: rocAucScore({ yTrue, yScore, multiClass: 'ovr' }),
      matrix: [
        [2, 0, 0],
        [0, 1, 1],
        [0, 1, 1],
      ],
      markdown: 9,
    });
    const { low, high, estimate } = confidenceInterval({ yTrue, yPred, metric: 'uar', seed: 3, replicates: 200 });
    expect(own.interval).toMatchObject({ low, high, estimate });
    expect(own.plot).toBeGreaterThan(1000);
    await page.close();
  });
});
