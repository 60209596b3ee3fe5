import { DspError } from '../errors.ts';
import { requirePositive, requireRange } from '../validate.ts';
import type { DenoiseSettings } from './frame-settings.ts';
import type { NoiseProfile } from './noise-profile.ts';
import type { AdaptiveGatingOptions, GateSmoothing, StationaryGatingOptions } from './options.ts';
import type { PowerSpectrogram } from './power-spectrogram.ts';
import { smoothMask } from './smooth-mask.ts';

/**
 * Gains of a gate in every bin: open where the level exceeds the mean level of the noise by `threshold` standard
 * deviations, then averaged over neighbors.
 *
 * @returns The gain of every bin and frame, row-major, 0 … 1.
 * @see Sainburg, Thielk and Gentner (2020), PLOS Computational Biology 16(10); the algorithm of Audacity's noise reduction.
 */
export function stationaryGate(
  spectrogram: PowerSpectrogram,
  noise: NoiseProfile,
  settings: DenoiseSettings,
  options: StationaryGatingOptions,
): Float64Array {
  const { bins, frames, power } = spectrogram;
  const threshold = requireRange('threshold', options.threshold ?? 1.5, -100, 100);
  const mask = new Float64Array(bins * frames);
  for (let k = 0, i = 0; k < bins; k++) {
    const decibels = noise.levelOffset[k]! + threshold * noise.levelDeviation[k]!;
    const factor = 10 ** (decibels / 10);
    for (let t = 0; t < frames; t++, i++) {
      mask[i] = power[i]! > factor * noise.power[k * noise.stride + t * noise.step]! ? 1 : 0;
    }
  }
  smooth(mask, spectrogram, settings, options);
  return mask;
}

/**
 * Gains of a gate in every bin that opens softly where the magnitude exceeds its own running average (forward and
 * backward in time) by a multiple of it, then averaged over neighbors.
 *
 * @returns The gain of every bin and frame, row-major, 0 … 1; 0 where there is nothing.
 */
export function adaptiveGate(
  spectrogram: PowerSpectrogram,
  settings: DenoiseSettings,
  options: AdaptiveGatingOptions,
): Float64Array {
  const { bins, frames, power } = spectrogram;
  const threshold = requireRange('threshold', options.threshold ?? 2, 0, Number.MAX_VALUE);
  const slope = requirePositive('slope', options.slope ?? 10);
  // One-pole low-pass whose impulse response has this standard deviation in frames: (1 − pole) / pole² = span².
  const span = (requirePositive('timeConstant', options.timeConstant ?? 2) * settings.sampleRate) / settings.hopLength;
  const pole = (Math.sqrt(1 + 4 * span * span) - 1) / (2 * span * span);
  const mask = new Float64Array(bins * frames);
  const magnitude = new Float64Array(frames);
  const average = new Float64Array(frames);
  for (let k = 0; k < bins; k++) {
    const row = k * frames;
    // Either pass begins with the mean, not with zero, so that the ends are neither opened nor shut by the filter's rise.
    let mean = 0;
    for (let t = 0; t < frames; t++) {
      magnitude[t] = Math.sqrt(power[row + t]!);
      mean += magnitude[t]! / frames;
    }
    let state = mean;
    for (let t = 0; t < frames; t++) {
      state += pole * (magnitude[t]! - state);
      average[t] = state;
    }
    state = mean;
    for (let t = frames - 1; t >= 0; t--) {
      state += pole * (average[t]! - state);
      average[t] = state;
    }
    for (let t = 0; t < frames; t++) {
      const above = average[t]! > 0 ? magnitude[t]! / average[t]! - 1 : -1;
      mask[row + t] = magnitude[t]! > 0 ? 1 / (1 + Math.exp(-slope * (above - threshold))) : 0;
    }
  }
  smooth(mask, spectrogram, settings, options);
  return mask;
}

/** Share of a neighborhood that must be open for its open bins to stay so. Noise alone opens 2 % at the default threshold. */
const enoughSupport = 0.25;

function smooth(mask: Float64Array, shape: PowerSpectrogram, settings: DenoiseSettings, options: GateSmoothing): void {
  const { sampleRate, nFft, hopLength } = settings;
  const { smoothing = 'support', smoothFrequency = Math.min(250, sampleRate / 2), smoothTime = 0.05 } = options;
  if (smoothing !== 'support' && smoothing !== 'average') {
    throw new DspError(
      'invalid-option',
      `smoothing must be 'support' or 'average'. Received ${JSON.stringify(smoothing)}.`,
    );
  }
  requireRange('smoothFrequency', smoothFrequency, 0, sampleRate / 2);
  requireRange('smoothTime', smoothTime, 0, 60);
  const bins = Math.min(shape.bins - 1, Math.floor((smoothFrequency * nFft) / sampleRate));
  const frames = Math.min(shape.frames - 1, Math.floor((smoothTime * sampleRate) / hopLength));
  const averaged = mask.slice();
  smoothMask(averaged, shape, { bins, frames });
  if (smoothing === 'average') {
    mask.set(averaged);
    return;
  }
  for (let i = 0; i < mask.length; i++) {
    const open = averaged[i]!;
    const gain = Math.max(open, mask[i]!);
    mask[i] = open < enoughSupport ? gain * (open / enoughSupport) : gain;
  }
}
