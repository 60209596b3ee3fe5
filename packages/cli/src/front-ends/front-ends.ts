import { delta, type Matrix, melSpectrogram, mfcc, powerToDb } from '@ser/dsp';
import type { StoredArray } from '../files/array-store.ts';
import { type FrontEnd, type FrontEndSettings, framesOf } from './front-end.ts';

const SPECTRUM = ['nMels', 'nFft', 'hopLength', 'fMin', 'fMax'] as const;

/** Frames that librosa's default delta is a slope over. */
const DELTA_FRAMES = 9;

/**
 * The front ends by name, which `--set features=` takes. Their planes become the channels of an image: one plane all three,
 * three planes one each.
 */
export const FRONT_ENDS = {
  mel: {
    about: 'log-mel bands in dB below the clip’s maximum',
    version: 1,
    reads: SPECTRUM,
    isInDecibels: true,
    shape: (samples, settings) => [1, settings.nMels, framesOf(samples, settings)],
    compute: (samples, settings) => stack([logMel(samples, settings)]),
  },
  'mel-deltas': {
    about: 'log-mel bands with their Δ and ΔΔ',
    version: 1,
    reads: SPECTRUM,
    minFrames: DELTA_FRAMES,
    isInDecibels: false,
    shape: (samples, settings) => [3, settings.nMels, framesOf(samples, settings)],
    compute: (samples, settings) => withDeltas(logMel(samples, settings)),
  },
  'mfcc-deltas': {
    about: 'MFCC with their Δ and ΔΔ',
    version: 1,
    reads: [...SPECTRUM, 'nMfcc'],
    minFrames: DELTA_FRAMES,
    isInDecibels: false,
    shape: (samples, settings) => [3, settings.nMfcc, framesOf(samples, settings)],
    compute: (samples, { sampleRate, nMels, nFft, hopLength, fMin, fMax, nMfcc }) =>
      withDeltas(mfcc(samples, { sampleRate, nMels, nFft, hopLength, fMin, fMax, nMfcc })),
  },
  waveform: {
    about: 'the samples themselves, for speech encoders',
    version: 1,
    reads: [],
    isWaveform: true,
    isInDecibels: false,
    shape: (samples) => [1, 1, samples],
    compute: (samples) => ({ data: samples, shape: [1, 1, samples.length] }),
  },
} as const satisfies Readonly<Record<string, FrontEnd>>;

/** Name of a front end. */
export type FrontEndName = keyof typeof FRONT_ENDS;

function logMel(samples: Float32Array, { sampleRate, nMels, nFft, hopLength, fMin, fMax }: FrontEndSettings): Matrix {
  return powerToDb(melSpectrogram(samples, { sampleRate, nMels, nFft, hopLength, fMin, fMax }), { ref: 'max' });
}

function withDeltas(base: Matrix): StoredArray {
  return stack([base, delta(base), delta(base, { order: 2 })]);
}

/** Matrices of one shape, one after the other, row by row. */
function stack(planes: readonly Matrix[]): StoredArray {
  const [bands, frames] = planes[0]!.shape as readonly [number, number];
  const data = new Float32Array(planes.length * bands * frames);
  let at = 0;
  for (const plane of planes) {
    for (let band = 0; band < bands; band++) {
      for (let frame = 0; frame < frames; frame++) data[at++] = plane.get(band, frame);
    }
  }
  return { data, shape: [planes.length, bands, frames] };
}
