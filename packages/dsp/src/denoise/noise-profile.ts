import { DspError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import { isSignal } from '../signal.ts';
import { stft } from '../stft/stft.ts';
import { requirePositive } from '../validate.ts';
import type { DenoiseSettings } from './frame-settings.ts';
import type { NoiseSource } from './options.ts';
import { type PowerSpectrogram, powerSpectrogram } from './power-spectrogram.ts';
import { quantileNoise } from './quantile-noise.ts';
import { trackNoise } from './track-noise.ts';

/**
 * What is known of the noise in bin k at frame t; element `k · stride + t · step`, so that a noise that stays the same
 * (stride 1, step 0) and one that changes (stride frames, step 1) are read alike.
 */
export interface NoiseProfile {
  readonly stride: number;
  readonly step: 0 | 1;
  /** Mean of |N|². */
  readonly power: Float64Array;
  /** Mean of |N|, over its root mean square. */
  readonly meanRatio: ArrayLike<number>;
  /** Largest excess of |N| over its mean, over its root mean square. */
  readonly excessRatio: ArrayLike<number>;
  /** Mean of the level 10·log10 |N|², in dB above that of the mean power. */
  readonly levelOffset: ArrayLike<number>;
  /** Standard deviation of that level in dB. */
  readonly levelDeviation: ArrayLike<number>;
}

/**
 * The noise that `source` names, for a signal and its spectrogram.
 *
 * @throws {DspError} `invalid-signal` for a recording or a lead-in shorter than one frame, `invalid-option`.
 */
export function noiseProfile(
  source: NoiseSource,
  samples: Signal,
  spectrogram: PowerSpectrogram,
  settings: DenoiseSettings,
): NoiseProfile {
  if (source === 'quantile') return gaussian(quantileNoise(spectrogram), 0, spectrogram);
  if (source === 'tracked') return gaussian(trackNoise(spectrogram), 1, spectrogram);
  if (isSignal(source)) return measured(source, settings);
  if (typeof source === 'object' && source !== null && 'leading' in source) {
    const seconds = requirePositive('noise.leading', source.leading);
    return measured(samples.subarray(0, Math.floor(seconds * settings.sampleRate)), settings);
  }
  throw new DspError(
    'invalid-option',
    `noise must be a signal, { leading: seconds }, 'quantile' or 'tracked'. Received ${JSON.stringify(source)}.`,
  );
}

/**
 * Gaussian noise of known power: |N|² is exponentially distributed, so |N| has the mean √(π/4) of its root mean square,
 * and the level has the mean −10·γ/ln 10 dB and the deviation 10·π/(√6·ln 10) dB. The excess is that of the largest of
 * some fifty averages of three half-overlapping frames.
 */
function gaussian(power: Float64Array, step: 0 | 1, { bins, frames }: PowerSpectrogram): NoiseProfile {
  const all = (value: number) => new Float64Array(bins).fill(value);
  return {
    power,
    step,
    stride: step === 0 ? 1 : frames,
    meanRatio: all(Math.sqrt(Math.PI / 4)),
    excessRatio: all(0.7),
    levelOffset: all((-10 * 0.5772156649015329) / Math.LN10),
    levelDeviation: all((10 * Math.PI) / (Math.sqrt(6) * Math.LN10)),
  };
}

/** Statistics of a recording of the noise alone. */
function measured(noise: Signal, { nFft, hopLength }: DenoiseSettings): NoiseProfile {
  if (noise.length < nFft) {
    throw new DspError(
      'invalid-signal',
      `The noise must be at least one frame long, ${nFft} samples. Received ${noise.length}; give more of it, a smaller nFft, or let it be estimated ('quantile').`,
    );
  }
  const { bins, frames, power } = powerSpectrogram(stft(noise, { nFft, hopLength, center: false }));
  // Three half-overlapping frames, as the subtraction averages them.
  const apart = Math.max(1, Math.round(nFft / 2 / hopLength));
  const [mean, meanRatio, excessRatio, levelOffset, levelDeviation] = Array.from(
    { length: 5 },
    () => new Float64Array(bins),
  );
  for (let k = 0; k < bins; k++) {
    const row = power.subarray(k * frames, (k + 1) * frames);
    let sum = 0;
    let sumMagnitude = 0;
    for (const value of row) {
      sum += value;
      sumMagnitude += Math.sqrt(value);
    }
    mean![k] = sum / frames;
    const rms = Math.sqrt(mean![k]!);
    if (rms === 0) continue;
    let largest = 0;
    for (let t = 0; t < frames; t++) {
      const before = row[Math.max(0, t - apart)]!;
      const after = row[Math.min(frames - 1, t + apart)]!;
      largest = Math.max(largest, (Math.sqrt(before) + Math.sqrt(row[t]!) + Math.sqrt(after)) / 3);
    }
    meanRatio![k] = sumMagnitude / frames / rms;
    excessRatio![k] = Math.max(0, largest / rms - meanRatio![k]!);

    // Levels 80 dB and more below the loudest count as that: digital silence has no level.
    const floor = row.reduce((a, b) => Math.max(a, b), 0) * 1e-8;
    const levels = Array.from(row, (value) => 10 * Math.log10(Math.max(value, floor) / mean![k]!));
    const offset = levels.reduce((a, b) => a + b, 0) / frames;
    levelOffset![k] = offset;
    levelDeviation![k] = Math.sqrt(levels.reduce((a, b) => a + (b - offset) * (b - offset), 0) / frames);
  }
  return {
    power: mean!,
    step: 0,
    stride: 1,
    meanRatio: meanRatio!,
    excessRatio: excessRatio!,
    levelOffset: levelOffset!,
    levelDeviation: levelDeviation!,
  };
}
