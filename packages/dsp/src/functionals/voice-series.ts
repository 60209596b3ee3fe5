import { powerToDb } from '../decibel/power-to-db.ts';
import { delta } from '../features/delta.ts';
import { rms } from '../features/rms.ts';
import { bandwidths } from '../features/spectral-bandwidth.ts';
import { centroids } from '../features/spectral-centroid.ts';
import { flatnesses } from '../features/spectral-flatness.ts';
import { columnSums, frequenciesOf, rowOf, spectrumOf } from '../features/spectral-input.ts';
import { rolloffs } from '../features/spectral-rolloff.ts';
import { zeroCrossingRate } from '../features/zero-crossing-rate.ts';
import { melSpectrogram } from '../mel/mel-spectrogram.ts';
import { mfcc } from '../mel/mfcc.ts';
import { differenceFunctions, parabolicShift } from '../pitch/difference-function.ts';
import { periodOf } from '../pitch/yin.ts';
import { resample } from '../resample/resample.ts';
import type { Signal } from '../signal.ts';

/** Sampling rate in Hz at which everything is measured, whatever the recording has; pitch needs half. */
export const rate = 16000;
const pitchRate = 8000;

/** Seconds from one frame to the next, and in a frame 64 ms. */
export const secondsPerFrame = 0.016;
const frameLength = 1024;
const hopLength = 256;

const nMfcc = 13;

/** The voice of a recording, one value a frame of 16 ms in each series. */
export interface VoiceSeries {
  /** Cepstra, levels and spectral shape by name. */
  readonly shape: Readonly<Record<string, ArrayLike<number>>>;
  /** First derivatives over time of the cepstra. */
  readonly deltas: Readonly<Record<string, ArrayLike<number>>>;
  /** Pitch in semitones above 100 Hz; a number where there is no voice, too. */
  readonly pitch: Float64Array;
  /** Depth of the period, from 0 (periodic) to about 1 (noise). */
  readonly aperiodicity: Float64Array;
  /** Level in dB below full scale, at least −100. */
  readonly level: Float64Array;
}

/** F0 by YIN at 8 kHz, which takes a quarter of the time at 16 kHz and is as exact between 60 and 500 Hz. */
function pitchOf(samples: Signal): Pick<VoiceSeries, 'pitch' | 'aperiodicity'> {
  const ratio = rate / pitchRate;
  const { frames, periods, minPeriod, read } = differenceFunctions(resample(samples, { from: rate, to: pitchRate }), {
    fMin: 60,
    fMax: 500,
    sampleRate: pitchRate,
    frameLength: frameLength / ratio,
    hopLength: hopLength / ratio,
  });
  const difference = new Float64Array(periods);
  const pitch = new Float64Array(frames);
  const aperiodicity = new Float64Array(frames);
  for (let t = 0; t < frames; t++) {
    read(t, difference);
    const period = periodOf(difference, 0.2);
    aperiodicity[t] = difference[period]!;
    pitch[t] = 12 * Math.log2(pitchRate / (minPeriod + period + parabolicShift(difference, period)) / 100);
  }
  return { pitch, aperiodicity };
}

/** Spectral shape as the features of those names give it, from one spectrogram that is looked at once. */
function spectralShapeOf(samples: Signal): Record<string, Signal> {
  const spectrum = spectrumOf(samples, { nFft: frameLength, hopLength }, 1);
  const freq = frequenciesOf(spectrum, { sampleRate: rate });
  const sums = columnSums(spectrum);
  const centroid = centroids(spectrum, freq, sums);
  const series = {
    centroid,
    bandwidth: bandwidths(spectrum, freq, { centroid, sums }),
    rolloff: rolloffs(spectrum, freq, { sums }),
    flatness: flatnesses(spectrum),
  };
  return Object.fromEntries(
    Object.entries(series).map(([name, values]) => [name, rowOf(spectrum.values, values).data]),
  );
}

/** Measures a recording at 16 kHz, frame by frame. */
export function voiceSeries(samples: Signal, sampleRate: number): VoiceSeries {
  const heard = resample(samples, { from: sampleRate, to: rate });
  const frames = { hopLength, sampleRate: rate };
  const decibels = powerToDb(melSpectrogram(heard, { ...frames, nFft: frameLength, nMels: 64 }));
  const cepstra = mfcc(decibels, { nMfcc });
  const derivatives = delta(cepstra, { mode: 'nearest' });
  const level = Float64Array.from(
    rms(heard, { frameLength, hopLength }).data,
    (value) => 20 * Math.log10(Math.max(value, 1e-5)),
  );
  const rows = ({ data }: { data: Signal }, name: string) =>
    Object.fromEntries(
      Array.from({ length: nMfcc }, (_, c) => [`${name}${c}`, data.subarray(c * level.length, (c + 1) * level.length)]),
    );
  const shape = {
    ...rows(cepstra, 'mfcc'),
    level,
    ...spectralShapeOf(heard),
    zeroCrossings: zeroCrossingRate(heard, { frameLength, hopLength }).data,
  };
  return { shape, deltas: rows(derivatives, 'delta'), level, ...pitchOf(heard) };
}
