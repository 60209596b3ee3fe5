// pnpm tsx benchmarks/models/live-page.ts FOLDER [--rounds N]   (after `pnpm build`; Chromium at a usual place or at CHROMIUM_PATH)
//
// A speech encoder that transformers saved, behind a head, in the page that listens (examples/live) in headless Chromium: each round drops
// a recording of 3 s on the page and reads what the page says that the model took per second of sound; the first one warms up. Float32
// and int8, one thread of WebAssembly, and whatever else the browser offers, as the page says itself.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeWav } from '@ser/dsp';
import { exportEncoder } from '../../packages/cli/testing/export-encoder.ts';
import { launchChromium } from '../../tools/packaging/chromium.ts';
import { serve } from '../../tools/packaging/serve.ts';
import { median } from './keras-side.ts';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const [folder, ...others] = positionals;
if (folder === undefined || others.length > 0)
  throw new Error('Give the folder of one encoder: pnpm tsx benchmarks/models/live-page.ts FOLDER');
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds takes 1 or more. Received ${values.rounds}.`);
const live = fileURLToPath(new URL('../../examples/live/', import.meta.url));
execFileSync('npm', ['--prefix', live, 'run', 'bundle'], { stdio: 'ignore' });
const work = await mkdtemp(join(tmpdir(), 'live-page-'));
let server: Awaited<ReturnType<typeof serve>> | undefined;
let browser: Awaited<ReturnType<typeof launchChromium>> | undefined;
try {
  server = await serve(join(live, 'dist'));
  browser = await launchChromium();
  // A tone with breaks: something that the page's gate takes for speech.
  const samples = Float32Array.from({ length: 48_000 }, (_, n) => {
    const t = n / 16_000;
    const phase = 2 * Math.PI * (140 * t + 6 * Math.sin(2 * Math.PI * 1.3 * t));
    let sum = 0;
    for (let h = 1; h <= 20; h++) sum += Math.sin(h * phase) / h;
    return 0.2 * sum * Math.max(0, Math.sin(2 * Math.PI * 2.3 * t));
  });
  const recording = join(work, 'voice.wav');
  await writeFile(recording, encodeWav({ channels: [samples], sampleRate: 16_000 }, { bitDepth: 16 }));
  for (const int8 of [false, true]) {
    const model = `${basename(folder)} ${int8 ? 'int8' : 'float32'}`;
    const exported = join(work, int8 ? 'int8' : 'float32');
    await exportEncoder(folder, exported, { model, int8 });
    const page = await browser.newPage();
    await page.goto(server.address);
    // The model that comes with the page is open: it listens to its buttons.
    await page.getByText(/^functionals: angry, calm/).waitFor();
    await page.setInputFiles('#model-folder', exported);
    await page.getByText(`${model}: calm, angry, sad.`).waitFor({ timeout: 300_000 });
    const costs: number[] = [];
    for (let round = -1; round < rounds; round++) {
      await page.setInputFiles('#file', recording);
      // Empty from the moment that a recording is dropped until its answer is there.
      await page.locator('#file-cost', { hasText: 'per second of sound' }).waitFor({ timeout: 300_000 });
      const told = (await page.locator('#file-cost').textContent())!;
      if (round < 0) console.log(told);
      else costs.push(Number(/took ([\d.]+) ms/.exec(told)![1]));
    }
    await page.close();
    console.log(`${model}: ${median(costs)} ms per second of sound, median of ${rounds}`);
  }
} finally {
  await browser?.close();
  server?.close();
  await rm(work, { recursive: true });
}
