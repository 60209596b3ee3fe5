import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAudioFile } from '@ser/dsp/node';
import { predict, selectBackend } from '@ser/models';
import { loadClassifier } from '@ser/models/node';
import { generateDemoCorpus } from '@ser-examples/demo-corpus';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../tools/packaging/chromium.ts';
import { serve } from '../../tools/packaging/serve.ts';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';
import { dim, sampleRate, voiceStatistics } from './voice-statistics.ts';

const recording = fileURLToPath(new URL('../recordings/03-01-05-01-02-01-02.wav', import.meta.url));

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

/** What the page must say, from the same model in Node: label and percent, most probable first. */
async function expected(): Promise<string[]> {
  await selectBackend('cpu');
  const classifier = await loadClassifier(fileURLToPath(new URL('public/model', import.meta.url)));
  const { samples } = await loadAudioFile(recording, { sampleRate });
  const probabilities = await predict(classifier.head, voiceStatistics(samples), { sampleShape: [dim] });
  return classifier.labels
    .map((label, i) => ({ label, probability: probabilities[i]! }))
    .sort((a, b) => b.probability - a.probability)
    .map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`);
}

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)(
  'the bundled page in headless Chromium (skipped without Chromium)',
  () => {
    let server: Awaited<ReturnType<typeof serve>>;
    let browser: Browser;
    let page: Page;
    const problems: string[] = [];

    beforeAll(async () => {
      const [bundle] = await documentedLines('browser-classifier');
      await type(bundle!.command, desk);
      server = await serve(fileURLToPath(new URL('dist', import.meta.url)));
      browser = await launchChromium([
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${recording}`,
      ]);
      page = await browser.newPage({ viewport: { width: 640, height: 720 } });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('requestfailed', (request) => problems.push(request.url()));
      await page.goto(server.address);
      await page.getByText('Ready.').waitFor();
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    const shown = (): Promise<string[]> =>
      page
        .locator('li')
        .evaluateAll((items) =>
          items.map((item) => Array.from(item.querySelectorAll('span'), (span) => span.textContent).join(' ')),
        );

    test('predicts of a file what it predicts in Node', async () => {
      await page.setInputFiles('#file', recording);
      await page.getByText('03-01-05-01-02-01-02.wav: 1.8 s').waitFor();
      expect(await shown()).toEqual(await expected());
      // The spectrogram is drawn: a silent canvas is one color.
      const colors = await page.locator('canvas').evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      expect(colors).toBeGreaterThan(100);
      if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
      expect(problems).toEqual([]);
    });

    test('records from the microphone', async () => {
      await page.getByRole('button', { name: 'Record three seconds' }).click();
      await page.getByText(/Your recording: [23]\.\d s/).waitFor();
      const sum = (await shown()).reduce((total, line) => total + Number(/ ([\d.]+) %/.exec(line)![1]), 0);
      expect(sum).toBeCloseTo(100, 0);
      expect(problems).toEqual([]);
    });

    test('says what is wrong with a file that is no recording, and goes on', async () => {
      const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a recording') };
      await page.setInputFiles('#file', file);
      await page.getByText(/notes\.txt: .*decode/).waitFor();
      expect(await page.locator('#record').isEnabled()).toBe(true);
    });
  },
);

test('the documented line trains a model of the kind that the page loads', { timeout: 180_000 }, async () => {
  for await (const _ of generateDemoCorpus({ dir: join(desk, 'corpus'), actors: 4, itemsPerActor: 8, seed: 0 }));
  const [, train] = await documentedLines('browser-classifier');
  const printed = await type(train!.command, desk);
  expect(printed).toMatch(/^model: trained on 24 recordings of 3 voices$/m);
  const shipped = await loadClassifier(fileURLToPath(new URL('public/model', import.meta.url)));
  const trained = await loadClassifier(join(desk, 'model'));
  expect(trained.labels).toEqual(shipped.labels);
  expect(trained.head.inputs[0]!.shape).toEqual(shipped.head.inputs[0]!.shape);
});
