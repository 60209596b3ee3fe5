import { expect, test, vi } from 'vitest';
import * as dsp from './index.ts';

// Tables are kept between calls: windows, filters, transforms, what the kernels' memory holds. A call must give the same bytes
// whatever was called before, or what a table is kept by lacks something that it depends on.

type Dsp = typeof dsp;

let state = 20261128;
const random = (): number => {
  state = (state * 16807) % 2147483647;
  return state / 2147483647;
};
const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
const noise = Float64Array.from({ length: 3000 }, () => 2 * random() - 1);
const signals = { double: noise, single: Float32Array.from(noise) };

/** A call with arguments drawn once, so that it can be repeated by any copy of the package. */
function draw(): { title: string; run: (copy: Dsp) => ArrayLike<number> | { readonly data: ArrayLike<number> } } {
  const samples = pick<dsp.Signal>(signals.double, signals.single);
  const sampleRate = pick(8000, 11025, 16000, 22050);
  const nFft = pick(64, 128, 200, 255, 256, 512);
  const frame = {
    nFft,
    hopLength: pick(32, 50, 64),
    window: pick<dsp.WindowName | { name: 'kaiser'; beta: number }>('hann', 'hamming', {
      name: 'kaiser',
      beta: pick(4, 8),
    }),
    center: pick(true, false),
  };
  const filters = {
    sampleRate,
    nMels: pick(8, 12),
    htk: pick(true, false),
    norm: pick<'slaney' | null | 1>('slaney', null, 1),
  };
  const [from, to] = pick(
    [2, 1],
    [1, 2],
    [11025, 22050],
    [5512.5, 11025],
    [44100, 16000],
    [11, 4],
    [48000, 8000],
    [16000, 16001],
  );
  const nSteps = pick(-12, -5, 3.5, 12);
  const rate = pick(0.8, 1.25, 2);
  const constantQ = { nBins: pick(12, 20), fMin: pick(110, 220), tuning: pick(0, 0.3), norm: pick(1, 2) };
  const entries: readonly (readonly [
    string,
    (copy: Dsp) => ArrayLike<number> | { readonly data: ArrayLike<number> },
  ])[] = [
    ['resample', (copy) => copy.resample(samples, { from: from!, to: to! })],
    ['pitchShift', (copy) => copy.pitchShift(samples, { sampleRate, nSteps, nFft: 256 })],
    ['timeStretch', (copy) => copy.timeStretch(samples, { ...frame, center: true, rate })],
    ['stft', (copy) => copy.stft(samples, frame).re.data],
    [
      'istft',
      (copy) => copy.istft(copy.stft(samples, { ...frame, center: true }), { ...frame, center: true, length: 3000 }),
    ],
    ['melSpectrogram', (copy) => copy.melSpectrogram(samples, { ...frame, ...filters })],
    ['mfcc', (copy) => copy.mfcc(samples, { ...frame, sampleRate, nMels: 12, nMfcc: 4, dctType: 2 })],
    ['chroma', (copy) => copy.chromaStft(samples, { ...frame, sampleRate, tuning: 0.1 })],
    ['decibels', (copy) => copy.powerToDb(copy.spectrogram(samples, { ...frame, power: 2 }), { topDb: 60 })],
    ['dct', (copy) => copy.dct(samples.subarray(0, nFft) as Float64Array, { type: 3, norm: 'ortho' })],
    [
      'features',
      (copy) =>
        copy.extractFeatures(samples, {
          ...frame,
          sampleRate,
          features: { mfcc: { nMels: 10, nMfcc: 3 }, logMelSpectrogram: filters },
        }).mfcc,
    ],
    ['gate', (copy) => copy.reduceNoise(samples, { sampleRate, method: 'spectral-gating', noise: 'quantile' })],
    ['bandPass', (copy) => copy.bandPass(samples, { sampleRate, low: 300, high: 2000 })],
    ['cqt', (copy) => copy.cqt(samples, { sampleRate, hopLength: 64, ...constantQ }).re],
    ['griffinLim', (copy) => copy.griffinLim(copy.spectrogram(samples, { nFft }), { nFft, nIter: 2, seed: 1 })],
    ['lags', (copy) => copy.tempogram({ onsetEnvelope: samples.subarray(0, 60) as Float64Array }, { winLength: nFft })],
    ['rfft', (copy) => copy.rfft(samples.subarray(0, nFft + 1) as Float64Array).re],
  ];
  const [name, run] = pick(...entries);
  return { title: `${name} ${JSON.stringify({ ...frame, ...filters, from, to, nSteps, rate })}`, run };
}

const calls = Array.from({ length: 150 }, draw);
const bytes = (result: ArrayLike<number> | { readonly data: ArrayLike<number> }): string =>
  Buffer.from(Float64Array.from('data' in result ? result.data : result).buffer).toString('base64');

test('150 random calls give the same bytes forward, backward and each in a fresh copy of the package', async () => {
  const forward = calls.map(({ run }) => bytes(run(dsp)));
  const backward = calls
    .toReversed()
    .map(({ run }) => bytes(run(dsp)))
    .reverse();
  for (const [i, { title }] of calls.entries()) expect(backward[i] === forward[i], title).toBe(true);
  for (const [i, { title, run }] of calls.entries()) {
    if (i % 5 !== 0) continue;
    vi.resetModules();
    const alone = await import('./index.ts');
    expect(bytes(run(alone)) === forward[i], title).toBe(true);
  }
});

test('pitchShift leaves a later conversion by the same ratio as it was', () => {
  const run = () => dsp.resample(noise, { from: 11025, to: 22050 });
  const before = run();
  dsp.pitchShift(noise, { sampleRate: 11025, nSteps: -12 });
  expect(run()).toEqual(before);
});
