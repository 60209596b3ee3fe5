import { addGaussianNoise, fixLength, normalizePeak, pitchShift, reduceNoise, timeStretch } from '@ser/dsp';
import type { Augmentation } from '../corpus/augmentation-plan.ts';
import type { Settings } from '../settings/settings.ts';

/** Loaded samples → the waveform that the features are taken from: fixed length, peak 1, cleaned and augmented as asked. */
export function prepareSamples(
  samples: Float32Array,
  augmentation: Augmentation | null,
  { sampleRate, duration, noiseReduction }: Pick<Settings, 'sampleRate' | 'duration' | 'noiseReduction'>,
): Float32Array {
  const size = Math.floor(duration * sampleRate);
  let signal = normalizePeak(fixLength(samples, { size }));
  if (noiseReduction === 'spectral-subtraction')
    signal = reduceNoise(signal, { sampleRate, method: 'spectral-subtraction' });
  if (noiseReduction === 'spectral-gating') signal = reduceNoise(signal, { sampleRate, method: 'spectral-gating' });
  if (augmentation) signal = augment(signal, augmentation, sampleRate);
  return fixLength(signal, { size });
}

function augment(signal: Float32Array, augmentation: Augmentation, sampleRate: number): Float32Array {
  switch (augmentation.kind) {
    case 'noise':
      return addGaussianNoise(signal, { amplitude: augmentation.amplitude, seed: augmentation.seed });
    case 'stretch':
      return timeStretch(signal, { rate: augmentation.rate });
    case 'pitch':
      return pitchShift(signal, { sampleRate, nSteps: augmentation.semitones });
  }
}
