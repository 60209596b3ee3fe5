import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeWav, voiceFunctionals } from '@ser/dsp';
import { trainLinear } from '@ser/models';
import { expect, test } from 'vitest';
import { FAKE_IDENTITY, fakeTraining } from '../../test/fake-run.ts';
import { openBaseline } from '../predict/open-baseline.ts';
import { runFolder, writeRecord } from '../run-folder.ts';
import { writeBaseline } from '../stages/baseline/baseline-file.ts';
import { nodeScript } from './scripts.ts';
import { writeBaselineExport } from './write-export.ts';

const rate = 8000;
const labels = ['calm', 'angry'];

/** A tone with overtones that wavers, and noise. */
function voice(seconds: number, pitch: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: seconds * rate }, (_, i) => {
    state = (state * 48271) % 2147483647;
    const phase = (2 * Math.PI * pitch * i) / rate + Math.sin(i / 900);
    return 0.3 * Math.sin(phase) + 0.1 * Math.sin(3 * phase) + 0.01 * (state / 2147483647);
  });
}

test('the baseline leaves as JSON, with a script that gives what predict gives', async () => {
  // Inside the package, where the script finds what it imports.
  const home = await mkdtemp(fileURLToPath(new URL('../../.cache-export-', import.meta.url)));
  try {
    const folder = runFolder(join(home, 'run')).of('functionals');
    const rows = [120, 150, 250, 300].map((pitch) =>
      Float32Array.from(voiceFunctionals(voice(0.5, pitch), { sampleRate: rate }).values),
    );
    const model = trainLinear(rows, [0, 0, 1, 1], { kind: 'svm', kernel: 'linear', classes: 2, standardize: true });
    const calibration = { temperature: 1.5, threshold: 0.4, files: 20 };
    const about = { labels, longest: 0.6, window: 0.5, calibration, lowestRate: rate, synthetic: true };
    await writeBaseline(folder.classifier, { ...about, model });
    await mkdir(folder.path, { recursive: true });
    await writeRecord(folder.training, fakeTraining('none'));
    const out = join(home, 'out');
    const signal = new AbortController().signal;
    const { record, left } = await writeBaselineExport({ folder, identity: FAKE_IDENTITY }, { out, signal });
    expect(Object.keys(record.files).sort()).toEqual(['functionals.json', 'predict.mjs']);
    expect(left).toEqual([expect.stringMatching(/no ONNX/), expect.stringMatching(/model card is left out/)]);
    expect(JSON.parse(await readFile(join(out, 'model.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(record)));

    // One as a whole, one in windows.
    const files = [join(home, 'short.wav'), join(home, 'long.wav')];
    for (const [i, path] of files.entries())
      await writeFile(path, encodeWav({ channels: [voice(0.5 + 0.6 * i, 180)], sampleRate: rate }));
    const { stdout } = await promisify(execFile)(process.execPath, [join(out, 'predict.mjs'), ...files]);
    const predictor = await openBaseline(folder, { signal });
    for (const [i, line] of stdout.trim().split('\n').entries()) {
      const answer = await predictor.predict(files[i]!);
      if ('problem' in answer) throw new Error(answer.problem);
      // Windows without speech are left out by the program alone.
      const { guess, probabilities } = JSON.parse(line);
      expect(guess).toBe(answer.guess);
      for (const label of labels) expect(probabilities[label]).toBeCloseTo(answer.probabilities![label]!, 6);
    }
  } finally {
    await rm(home, { recursive: true });
  }
});

test('a script reduces noise where the model learned from recordings without it, and only there', () => {
  const script = (noiseReduction: 'none' | 'spectral-gating', isImage: boolean): string =>
    nodeScript({ model: 'VGG16', noiseReduction, isImage });
  expect(script('none', true)).not.toMatch(/reduceNoise|fixLength/);
  expect(script('spectral-gating', true)).toMatch(
    /yield cleaned\(resample[\s\S]*reduceNoise\(normalizePeak\(fixLength/,
  );
  expect(script('spectral-gating', false)).toMatch(/reduceNoise\(samples, options\)/);
});
