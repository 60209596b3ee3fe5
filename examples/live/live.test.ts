import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fixLength } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { createHead, exportOnnx, selectBackend } from '@ser/models';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageGraph, readingSamples } from '../../packages/cli/src/export/waveform-graph.ts';
import { DEFAULTS } from '../../packages/cli/src/settings/settings.ts';
import { exportEncoder } from '../../packages/cli/testing/export-encoder.ts';
import { tinyBackbone } from '../../packages/cli/testing/tiny-backbone.ts';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../tools/packaging/chromium.ts';
import { serve } from '../../tools/packaging/serve.ts';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';
import { answerRecording, judge, Smoother } from './answer.ts';
import { openModel, type Runtime } from './model.ts';
import { RingBuffer } from './ring-buffer.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const recording = here('../recordings/03-01-05-01-02-01-02.wav');

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

/** A folder's files, as the page hands them to its worker. */
async function filesOf(folder: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (n) => [n, new Uint8Array(await readFile(join(folder, n)))] as const)),
  );
}

/** What a small image network leaves as, by the functions of `ser export`. */
async function exportTiny(folder: string): Promise<void> {
  const settings = { ...DEFAULTS, sampleRate: 16_000, duration: 1, nMels: 32, imageHeight: 32, imageWidth: 32 };
  await selectBackend('cpu');
  const labels = ['calm', 'angry', 'sad'];
  const head = createHead({ inputDim: 8, classes: labels.length, units: [6], seed: 5 });
  const backbone = readingSamples(tinyBackbone(), imageGraph('mel', 'vgg16', settings));
  const onnx = await exportOnnx({ backbone, head }, { labels });
  const { sampleRate, duration, clips } = settings;
  const files = { 'waveform.onnx': createHash('sha256').update(onnx).digest('hex') };
  const about = { format: 'ser-export', model: 'tiny', labels, sampleRate, duration, clips, temperature: 1.2 };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'waveform.onnx'), onnx);
  const more = { threshold: null, preprocessing: {}, image: [32, 32, 3], files };
  await writeFile(join(folder, 'model.json'), JSON.stringify({ ...about, ...more }));
}

const percents = (probabilities: readonly number[]): string[] => probabilities.map((p) => `${(100 * p).toFixed(1)} %`);

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)(
  'the bundled page in headless Chromium (skipped without Chromium)',
  () => {
    let server: Awaited<ReturnType<typeof serve>>;
    let browser: Browser;
    let page: Page;
    const problems: string[] = [];

    beforeAll(async () => {
      const [bundle] = await documentedLines('live');
      await type(bundle!.command, desk);
      const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(
        await readFile(here('index.html'), 'utf8'),
      )!;
      // As a header it binds the workers, too.
      server = await serve(here('dist'), { 'content-security-policy': policy! });
      browser = await launchChromium([
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${recording}`,
      ]);
      page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('request', (request) => request.url().startsWith(server.address) || problems.push(request.url()));
      await page.goto(server.address);
      await page.getByText(/^functionals: angry, calm/).waitFor();
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    const shown = (list: string): Promise<string[]> => page.locator(`#${list} .percent`).allTextContents();

    test('predicts of a file what predict.mjs of the export predicts in Node', async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [here('public/model/predict.mjs'), recording]);
      const { label, probabilities } = JSON.parse(stdout);
      await page.setInputFiles('#file', recording);
      await page.getByText(`03-01-05-01-02-01-02.wav: ${label}, `).waitFor();
      expect(await shown('file-bars')).toEqual(percents(Object.values(probabilities)));
      // The ribbon is drawn.
      const colors = await page.locator('#file-ribbon').evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        return (canvas as HTMLCanvasElement)
          .getContext('2d')!
          .getImageData(0, 0, width, height)
          .data.some((x) => x > 0);
      });
      expect(colors).toBe(true);
      expect(problems).toEqual([]);
    });

    test('predicts of the microphone what is predicted in Node, twice a second, until it is paused', async () => {
      const model = await openModel(await filesOf(here('public/model')), () => Promise.reject(new Error('no network')));
      const { samples, sampleRate } = await loadAudioFile(recording, { sampleRate: null });
      // The microphone repeats the file: whatever the moment, a stretch of it has this label.
      const twice = Float32Array.from({ length: 3 * samples.length }, (_, i) => samples[i % samples.length]!);
      const labels = new Set<string>();
      for (const at of [0, 0.25, 0.5, 0.75]) {
        const from = Math.round(at * samples.length);
        const raw = await model.predict(twice.subarray(from, from + model.about.duration * sampleRate), sampleRate);
        labels.add(model.about.labels[raw.indexOf(Math.max(...raw))]!);
      }
      expect(labels.size).toBe(1);
      await page.getByRole('button', { name: 'Listen' }).click();
      const label = page.locator('#live-label');
      await page.locator('#live-label', { hasText: new RegExp(`^${[...labels][0]}, \\d+ %`) }).waitFor();
      expect(
        Number(await page.locator('#level').evaluate((meter) => (meter as HTMLMeterElement).value)),
      ).toBeGreaterThan(-60);
      expect((await page.locator('#device option').allTextContents()).length).toBeGreaterThan(1);
      if (process.env.SCREENSHOT) await screenshots(page, process.env.SCREENSHOT);
      await page.getByRole('button', { name: 'Pause' }).click();
      expect(await label.textContent()).toBe('Paused.');
      expect(problems).toEqual([]);
    });

    test('says what is wrong beside the control that caused it, and goes on', async () => {
      const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a recording') };
      await page.setInputFiles('#file', file);
      await page.locator('#file-error', { hasText: /notes\.txt: / }).waitFor();
      await page.setInputFiles('#model-folder', here('../recordings'));
      await page.locator('#model-error', { hasText: 'model.json is missing' }).waitFor();
      expect(await page.locator('#live-error').textContent()).toBe('');
      await page.setInputFiles('#file', recording);
      await page.locator('#file-label', { hasText: /02\.wav: angry/ }).waitFor();
      expect(await page.locator('#file-error').textContent()).toBe('');
    });

    test('runs a speech encoder of ser export in int8, and tells its time per second of sound', async () => {
      const folder = join(desk, 'encoder');
      await exportEncoder(here('../../packages/models/golden/encoders/wavlm-base'), folder, {
        model: 'wavlm-base',
        int8: true,
      });
      await page.setInputFiles('#model-folder', folder);
      await page.getByText('wavlm-base: calm, angry, sad. It looks at 2.0 s at a time.').waitFor();
      await page.setInputFiles('#file', recording);
      await page.locator('#file-label', { hasText: /02\.wav: \w+, \d+ %/ }).waitFor();
      expect(await page.locator('#file-cost').textContent()).toMatch(
        /^wavlm-base took \d+(\.\d)? ms per second of sound \(WebAssembly, int8\)\.$/,
      );
      const model = await openModel(await filesOf(folder), async () => ort as unknown as Runtime);
      const { samples, sampleRate } = await loadAudioFile(recording, { sampleRate: null });
      const answers = answerRecording(model, samples, sampleRate);
      let step = await answers.next();
      while (!step.done) step = await answers.next();
      const bars = (await shown('file-bars')).map((text) => Number.parseFloat(text) / 100);
      // Products of bytes are rounded where a scale falls on a border, which differs from runtime to runtime.
      for (const [i, p] of step.value.probabilities!.entries()) expect(Math.abs(bars[i]! - p)).toBeLessThan(0.01);
      expect(problems).toEqual([]);
    });

    test('opens a network that ser export wrote, by ONNX Runtime in the worker, with the server gone', async () => {
      const folder = join(desk, 'tiny');
      await exportTiny(folder);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
      server.close();
      await page.reload();
      await page.getByText(/^functionals: angry, calm/).waitFor();
      await page.setInputFiles('#model-folder', folder);
      await page.getByText('tiny: calm, angry, sad. It looks at 1.0 s at a time.').waitFor();
      await page.setInputFiles('#file', recording);
      await page.locator('#file-label', { hasText: /02\.wav: \w+, \d+ %/ }).waitFor();
      const model = await openModel(await filesOf(folder), async () => ort as unknown as Runtime);
      const { samples, sampleRate } = await loadAudioFile(recording, { sampleRate: null });
      const answers = answerRecording(model, samples, sampleRate);
      let step = await answers.next();
      while (!step.done) step = await answers.next();
      expect(await shown('file-bars')).toEqual(percents(step.value.probabilities!));
      expect(problems).toEqual([]);
    });
  },
);

/** What the README and the documentation show. */
async function screenshots(page: Page, folder: string): Promise<void> {
  for (const [name, width, height, colorScheme] of [
    ['page', 1280, 1000, 'light'],
    ['page-dark', 1280, 1000, 'dark'],
    ['page-phone', 390, 1250, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(4000);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

test('a ring holds the newest samples in their order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.nat(90), { maxLength: 12 }),
      fc.nat(60),
      (capacity, lengths, asked) => {
        const ring = new RingBuffer(capacity);
        const all: number[] = [];
        for (const length of lengths) {
          const block = Float32Array.from({ length }, (_, i) => all.length + i);
          ring.push(block);
          all.push(...block);
        }
        const count = Math.min(capacity, asked, all.length);
        expect([...ring.newest(asked)]).toEqual(all.slice(all.length - count));
      },
    ),
  );
});

test('silence and hum are not shown to the model; a smoothed answer forgets what was before a silence', () => {
  expect(judge(new Float32Array(16_000), 16_000)).toBe('silence');
  expect(judge(fixLength(Float32Array.of(0.1), { size: 16_000 }), 16_000)).toBe('no speech');
  const smoother = new Smoother();
  expect(smoother.next([1, 0])).toEqual([1, 0]);
  expect(smoother.next([0, 1])).toEqual([0.5, 0.5]);
  smoother.forget();
  expect(smoother.next([0, 1])).toEqual([0, 1]);
});

test('a model that is not whole says so', async () => {
  const open = (files: Record<string, string>): Promise<unknown> =>
    openModel(new Map(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])), () =>
      Promise.reject(new Error('not needed')),
    );
  await expect(open({})).rejects.toThrow('model.json is missing');
  await expect(open({ 'model.json': '{}' })).rejects.toThrow(/not of a folder that ser export wrote/);
  await expect(open({ 'model.json': 'null' })).rejects.toThrow(/not of a folder that ser export wrote/);
  const facts = { model: 'tiny', labels: ['a', 'b'], sampleRate: 16_000, duration: 1, clips: 'start', temperature: 1 };
  const more = { threshold: null, preprocessing: {}, image: null, files: { 'waveform.onnx': 'a'.repeat(64) } };
  const about = { format: 'ser-export', ...facts, ...more };
  const wrong = JSON.stringify({ ...about, sampleRate: 'high' });
  await expect(open({ 'model.json': wrong })).rejects.toThrow(/sampleRate/);
  await expect(open({ 'model.json': JSON.stringify(about) })).rejects.toThrow('waveform.onnx is missing');
  await expect(open({ 'model.json': JSON.stringify(about), 'waveform.onnx': 'x' })).rejects.toThrow(
    'not the file that model.json tells of',
  );
});
