// pnpm tsx benchmarks/dsp/meyda.ts     (after `pnpm build`)
//
// 13 MFCC of a 3 s clip at 22,050 Hz, frames of 2048 every 512 samples, 128 mel bands: here and by Meyda 5.6.3, frame by
// frame as Meyda works. Each round times both; the median over the rounds is shown. (The values differ: Meyda has another
// mel scale, logarithm and cosine transform.)
import { mfcc } from '@ser/dsp';
import * as module from 'meyda';

/** Its declarations and its bundle disagree about the default export. */
const Meyda = (module as unknown as { default: { extract(feature: string, frame: Float32Array): unknown } }).default;

const samples = Float32Array.from({ length: 66150 }, (_, n) => 0.4 * Math.sin(n * 0.05) + ((n * 7919) % 101) / 1010);
const padded = new Float32Array(samples.length + 2048);
padded.set(samples, 1024);

Object.assign(Meyda, { bufferSize: 2048, sampleRate: 22050, melBands: 128, numberOfMFCCCoefficients: 13 });
const tasks = {
  ours: () => mfcc(samples, { nMfcc: 13 }),
  meyda: () => {
    for (let t = 0; t < 130; t++) Meyda.extract('mfcc', padded.subarray(t * 512, t * 512 + 2048));
  },
};
const time = (task: () => void, repetitions: number): number => {
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) task();
  return (performance.now() - start) / repetitions;
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

time(tasks.ours, 50);
time(tasks.meyda, 3);
const rounds = Array.from({ length: 15 }, () => [time(tasks.ours, 50), time(tasks.meyda, 2)] as const);
console.log('ours ms   Meyda ms   Meyda / ours');
console.log(
  median(rounds.map(([a]) => a))
    .toFixed(3)
    .padStart(7),
  median(rounds.map(([, b]) => b))
    .toFixed(1)
    .padStart(10),
  median(rounds.map(([a, b]) => b / a))
    .toFixed(1)
    .padStart(14),
);
