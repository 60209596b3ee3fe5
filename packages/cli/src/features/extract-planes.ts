import { delta, melSpectrogram, mfcc, powerToDb } from '@ser/dsp';
import type { StoredArray } from '../files/array-store.ts';
import type { Settings } from '../settings/settings.ts';

/** What decides the features of a waveform. */
export type FeatureSettings = Pick<
  Settings,
  'features' | 'sampleRate' | 'nMels' | 'nMfcc' | 'nFft' | 'hopLength' | 'fMin' | 'fMax'
>;

/**
 * The feature planes of a waveform, of shape [planes, bands, frames]: one log-mel plane in dB below the clip's maximum,
 * or three (log-mel with its Δ and ΔΔ, or MFCC with theirs). They become image channels later.
 */
export function extractPlanes(samples: Float32Array, settings: FeatureSettings): StoredArray {
  const { features, sampleRate, nMels, nMfcc, nFft, hopLength, fMin, fMax } = settings;
  const spectrum = { sampleRate, nMels, nFft, hopLength, fMin, fMax };
  const base =
    features === 'mfcc-deltas'
      ? mfcc(samples, { ...spectrum, nMfcc })
      : powerToDb(melSpectrogram(samples, spectrum), { ref: 'max' });
  const planes = features === 'mel' ? [base] : [base, delta(base), delta(base, { order: 2 })];
  const [bands, frames] = base.shape as [number, number];
  const data = new Float32Array(planes.length * bands * frames);
  let at = 0;
  for (const plane of planes) {
    for (let band = 0; band < bands; band++) {
      for (let frame = 0; frame < frames; frame++) data[at++] = plane.get(band, frame);
    }
  }
  return { data, shape: [planes.length, bands, frames] };
}
