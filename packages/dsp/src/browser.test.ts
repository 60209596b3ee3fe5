import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../../../tools/packaging/chromium.ts';
import { expectNear } from '../testing/golden.ts';

/** One program for Node, a page and a worker: every kernel in both precisions, results as plain arrays. */
const program = `
  import * as dsp from './index.ts';
  let state = 1;
  const noise = () => { state = (state * 16807) % 2147483647; return state / 2147483647 - 0.5; };
  const clip = Float64Array.from({ length: 6000 }, noise);
  const run = () => {
    const wav = dsp.encodeWav({ channels: [Float32Array.from(clip)], sampleRate: 16000 });
    const results = { load: [...dsp.loadWav(wav, { sampleRate: 22050 }).samples] };
    for (const samples of [clip, Float32Array.from(clip)]) {
      const name = samples.constructor.name;
      const { re, im } = dsp.stft(samples);
      Object.assign(results, {
        [name + ' stft']: [...re.data, ...im.data],
        [name + ' istft']: [...dsp.istft({ re, im }, { length: samples.length })],
        [name + ' logMel']: [...dsp.powerToDb(dsp.melSpectrogram(samples, { nMels: 40 })).data],
        [name + ' mfcc']: [...dsp.mfcc(samples, { nFft: 512 }).data],
        [name + ' plain']: [...dsp.melSpectrogram(samples, { nFft: 300, nMels: 10 }).data],
        [name + ' chroma']: [...dsp.chromaStft(samples, { tuning: 0 }).data],
        [name + ' stretch']: [...dsp.timeStretch(samples, { rate: 1.2 })],
        [name + ' noise']: [...dsp.addGaussianNoise(samples, { seed: 3 })],
        [name + ' image']: [...dsp.colormap(dsp.spectrogram(samples, { nFft: 256 }), { height: 20 }).data],
        [name + ' features']: Object.values(
          dsp.extractFeatures(samples, { features: { spectralContrast: true, rms: true, zeroCrossingRate: true } }),
        ).flatMap((matrix) => [...matrix.mean(), ...matrix.std()]),
      });
    }
    return results;
  };
  globalThis.run = run;
  if (globalThis.report) globalThis.report(run());
  if (typeof WorkerGlobalScope !== 'undefined') globalThis.postMessage(run());
`;

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    logLevel: 'silent',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]!.text;
}

type Results = Record<string, number[]>;

/** What only adds, multiplies and takes roots has the same bits everywhere; logarithms may differ in their last. */
function expectSame(actual: Results, expected: Results): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const usesLogarithms = /Float64Array logMel|(mfcc|chroma|features)$/.test(name);
    expectNear(actual[name]!, values, usesLogarithms || name.endsWith('plain') ? 1e-9 : 0);
  }
}

test('Node that may not make code at run time computes the same', async () => {
  const code = await bundled();
  const report = 'globalThis.report = (results) => process.stdout.write(JSON.stringify(results));';
  const run = (...flags: string[]) =>
    spawnSync(process.execPath, [...flags, '-'], { input: report + code, encoding: 'utf8', maxBuffer: 1 << 28 });
  const strict = run('--disallow-code-generation-from-strings');
  expect(strict.stderr).toBe('');
  expect(strict.stdout.length).toBeGreaterThan(100_000);
  expect(strict.stdout).toBe(run().stdout);
});

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)('in headless Chromium', () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  let code: string;
  let own: Results;
  beforeAll(async () => {
    browser = await launchChromium();
    code = await bundled();
    const context = Object.assign(globalThis, { run: (): Results => ({}) });
    await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
    own = context.run();
  });
  afterAll(() => browser?.close());

  test('a page computes what Node computes', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => problems.push(message.text()));
    await page.setContent('<!doctype html>');
    await page.addScriptTag({ content: code });
    const theirs = await page.evaluate(() => (globalThis as unknown as { run(): Results }).run());
    expect(problems).toEqual([]);
    expectSame(theirs, own);
  });

  test('so does a worker', async () => {
    const page = await browser.newPage();
    await page.setContent('<!doctype html>');
    const theirs = await page.evaluate(
      (source) =>
        new Promise<Results>((resolve, reject) => {
          const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
          const worker = new Worker(url);
          worker.onmessage = ({ data }) => resolve(data as Results);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
      code,
    );
    expectSame(theirs, own);
  });

  test.each([
    ["default-src 'self'", 'the plain path, to the tolerance of the kernels'],
    ["default-src 'self' 'wasm-unsafe-eval'", 'the kernels, to the last bit'],
  ])('under the policy %s a page takes %s', async (policy) => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    const sent = new Promise<string>((resolve) => {
      void page.route('**/*', (route) => {
        const path = new URL(route.request().url()).pathname;
        if (path === '/results') resolve(route.request().postData() ?? '');
        const bodies: Record<string, [type: string, body: string]> = {
          '/': ['text/html', '<!doctype html><script src="/first.js"></script><script src="/program.js"></script>'],
          '/first.js': [
            'text/javascript',
            "globalThis.report = (r) => fetch('/results', { method: 'POST', body: JSON.stringify(r) });",
          ],
          '/program.js': ['text/javascript', code],
        };
        const [contentType, body] = bodies[path] ?? ['text/plain', ''];
        return route.fulfill({ contentType, body, headers: { 'content-security-policy': policy } });
      });
    });
    await page.goto('http://strict.test/');
    const theirs = JSON.parse(await sent) as Results;
    expect(problems).toEqual([]);
    if (policy.includes('wasm')) expectSame(theirs, own);
    else {
      expectNear(theirs['Float64Array logMel']!, own['Float64Array logMel']!, 1e-8);
      expectNear(theirs['Float32Array mfcc']!, own['Float32Array mfcc']!, 2e-4);
      expectNear(theirs['Float64Array stretch']!, own['Float64Array stretch']!, 1e-8);
      expectNear(theirs['Float64Array image']!, own['Float64Array image']!, 1 / 254);
    }
  });

  test('a page whose policy forbids WebAssembly takes the plain path', async () => {
    const page = await browser.newPage();
    await page.setContent('<!doctype html>');
    await page.evaluate(() => {
      Object.defineProperty(globalThis, 'WebAssembly', { value: undefined });
    });
    await page.addScriptTag({ content: code });
    const theirs = await page.evaluate(() => (globalThis as unknown as { run(): Results }).run());
    expectNear(theirs['Float64Array logMel']!, own['Float64Array logMel']!, 1e-8);
    expectNear(theirs['Float32Array logMel']!, own['Float32Array logMel']!, 2e-4);
    expectNear(theirs['Float64Array stretch']!, own['Float64Array stretch']!, 1e-8);
  });
});
