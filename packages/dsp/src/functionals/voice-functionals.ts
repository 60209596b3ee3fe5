import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { resample } from '../resample/resample.ts';
import type { OwnedFloat64, Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';
import { type Statistic, statistics } from './statistics.ts';
import { voiceQuality } from './voice-quality.ts';
import { rate, secondsPerFrame, type VoiceSeries, voiceSeries } from './voice-series.ts';

/** Options of {@link voiceFunctionals}. */
export interface VoiceFunctionalsOptions {
  /** Samples per second of the recording, at least 8,000 for all columns to mean something. */
  readonly sampleRate: number;
  /**
   * Whether columns of jitter, shimmer, harmonics-to-noise ratio and three formants with their bandwidths follow, over the voiced parts;
   * they take several times as long as all others.
   * @default false
   */
  readonly voiceQuality?: boolean | undefined;
}

/** A recording as one row of numbers. */
export interface VoiceFunctionals {
  /** What the columns are, the same for every recording: `'mfcc1_mean'`, `'pitch_deviation'`, … */
  readonly names: readonly string[];
  /** One finite value for each name. */
  readonly values: OwnedFloat64;
}

const optionNames: OptionNames<VoiceFunctionalsOptions> = { sampleRate: true, voiceQuality: true };

/** A frame is speech above this level in dB below the loudest frame, and voiced below this aperiodicity. */
const quietest = -30;
const mostAperiodic = 0.3;

/** Appends the wanted statistics of a series to a row. */
function addStatistics(
  row: Map<string, number>,
  name: string,
  series: ArrayLike<number>,
  wanted: readonly Statistic[],
) {
  for (const statistic of wanted) row.set(`${name}_${statistic}`, statistics[statistic](series));
}

/** Pitch over the voiced frames, how it begins and ends against its mean, and how much is voiced. */
function addPitch(row: Map<string, number>, { pitch, aperiodicity, level }: VoiceSeries): void {
  let loudest = Number.NEGATIVE_INFINITY;
  for (const value of level) loudest = Math.max(loudest, value);
  const voiced: number[] = [];
  let active = 0;
  let stretches = 0;
  let inside = false;
  for (let t = 0; t < level.length; t++) {
    const speech = level[t]! > loudest + quietest && loudest > -80;
    const isVoiced = speech && aperiodicity[t]! < mostAperiodic;
    if (speech) active++;
    if (isVoiced) voiced.push(pitch[t]!);
    if (isVoiced && !inside) stretches++;
    inside = isVoiced;
  }
  addStatistics(row, 'pitch', voiced, ['mean', 'deviation', 'p10', 'p50', 'p90', 'slope', 'change']);
  const fifth = Math.ceil(voiced.length / 5);
  const { mean } = statistics;
  row.set('pitch_begin', mean(voiced.slice(0, fifth)) - mean(voiced));
  row.set('pitch_end', mean(voiced.slice(voiced.length - fifth)) - mean(voiced));
  row.set('aperiodicity_mean', mean(aperiodicity));
  row.set('speech_seconds', active * secondsPerFrame);
  row.set('voiced_share', voiced.length / Math.max(1, active));
  row.set('voiced_rate', stretches / Math.max(secondsPerFrame, active * secondsPerFrame));
}

/**
 * Describes a voice recording by statistics over time, one row of named numbers: what a linear classifier can learn
 * emotions from, and the baseline beside which a network's score should stand.
 *
 * Everything is measured at 16 kHz in frames of 64 ms, 16 ms apart: 13 cepstral coefficients of 64 mel bands, level,
 * spectral centroid, bandwidth, roll-off and flatness, zero crossings (mean, deviation and mean change each); the
 * deviation of the coefficients' derivatives; pitch by YIN in semitones above 100 Hz over the voiced frames; and how much
 * of the recording, in seconds and shares, is speech; on request the quality of the voice as Praat measures it. Columns of what does not occur, such as the pitch of a whisper, are 0.
 *
 * Source: the features are those of librosa 0.11 (see {@link mfcc}, {@link yin} and the others); the choice of statistics
 * is this package's own.
 *
 * @param samples Mono signal, at least one sample.
 * @throws DspError `invalid-option`, `invalid-signal` (empty), `non-finite`.
 */
export function voiceFunctionals(samples: Signal, options: VoiceFunctionalsOptions): VoiceFunctionals {
  checkCall('voiceFunctionals', 'signal', samples, options, optionNames);
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  if (samples.length === 0) throw new DspError('invalid-signal', 'The recording must have samples. Received none.');
  const series = voiceSeries(samples, sampleRate);
  const row = new Map<string, number>();
  for (const [name, values] of Object.entries(series.shape)) {
    addStatistics(row, name, values, ['mean', 'deviation', 'change']);
  }
  for (const [name, values] of Object.entries(series.deltas)) addStatistics(row, name, values, ['deviation']);
  addPitch(row, series);
  row.set('seconds', samples.length / sampleRate);
  if (options.voiceQuality) {
    const heard = resample(samples, { from: sampleRate, to: rate });
    for (const [name, value] of voiceQuality(heard, rate)) row.set(name, value);
  }
  return { names: [...row.keys()], values: Float64Array.from(row.values()) };
}
