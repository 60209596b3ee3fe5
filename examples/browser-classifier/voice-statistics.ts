import { delta, mfcc, normalizePeak, trimSilence } from '@ser/dsp';

/** Sample rate of what {@link voiceStatistics} takes, in Hz. */
export const sampleRate = 16000;

const nMfcc = 20;

/** Length of what {@link voiceStatistics} gives. */
export const dim: number = 4 * nMfcc;

/**
 * A voice of any length as one vector: mean and spread of its cepstrum and of the cepstrum's slope. The page and the
 * training share it, so that the model gets in the browser what it got in Node.
 */
export function voiceStatistics(samples: Float32Array): Float32Array {
  const voice = normalizePeak(trimSilence(samples, { topDb: 30 }).samples);
  const cepstrum = mfcc(voice, { sampleRate, nMfcc, nMels: 64, nFft: 1024, hopLength: 256, fMax: 8000 });
  const rows = [cepstrum, delta(cepstrum)].flatMap((matrix) => {
    const frames = matrix.shape[1]!;
    return Array.from({ length: nMfcc }, (_, i) => Array.from({ length: frames }, (_, frame) => matrix.get(i, frame)));
  });
  return Float32Array.from(rows.flatMap((row) => [mean(row), spread(row)]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
