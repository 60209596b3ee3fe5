// node --expose-gc --import tsx benchmarks/dsp/heap.ts [clips]     (after `pnpm build`)
//
// Loads, normalizes and featurizes the same number of clips again and again (10,000 in all unless told otherwise), of
// lengths and transforms that change, and prints what the process holds after each thousand.
import * as dsp from '@ser/dsp';

const clips = Number(process.argv[2] ?? 10_000);
const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('Run with --expose-gc.');

const clip = Float32Array.from({ length: 3 * 48000 }, (_, n) => 0.3 * Math.sin(n * 0.03) + ((n * 7919) % 101) / 1010);
const wavs = [1, 2, 3].map((seconds) =>
  dsp.encodeWav({ channels: [clip.subarray(0, seconds * 48000)], sampleRate: 48000 }, { bitDepth: 16 }),
);
const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1).padStart(8);

console.log('   clips  heap MiB  buffers MiB  resident MiB');
for (let i = 0; i <= clips; i++) {
  if (i % (clips / 10) === 0) {
    collect();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    console.log(`${String(i).padStart(8)} ${mebibytes(heapUsed)} ${mebibytes(arrayBuffers)}    ${mebibytes(rss)}`);
  }
  const samples = dsp.normalizePeak(dsp.loadWav(wavs[i % 3]!).samples);
  const nFft = [2048, 1024, 512][i % 3]!;
  const { mfcc } = dsp.extractFeatures(samples, {
    nFft,
    features: { logMelSpectrogram: { nMels: 64, ref: 'max' }, mfcc: { nMfcc: 13 } },
  });
  dsp.delta(mfcc);
  dsp.delta(mfcc, { order: 2 });
  if (i % 10 === 0) dsp.timeStretch(samples, { rate: 1.1 });
}
