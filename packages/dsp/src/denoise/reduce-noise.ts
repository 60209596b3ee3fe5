import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { istft } from '../stft/istft.ts';
import { stft } from '../stft/stft.ts';
import { rowMajor } from '../strided-array.ts';
import type { ComplexSpectrogram } from '../types.ts';
import { bollSubtraction } from './boll-subtraction.ts';
import { type DenoiseSettings, denoiseSettings } from './frame-settings.ts';
import { noiseProfile } from './noise-profile.ts';
import type { ReduceNoiseOptions } from './options.ts';
import { powerSpectrogram } from './power-spectrogram.ts';
import { adaptiveGate, stationaryGate } from './spectral-gating.ts';
import { spectralSubtraction } from './spectral-subtraction.ts';

/**
 * Reduces background noise by spectral subtraction or spectral gating.
 *
 * Every bin of every frame is multiplied by a gain between 0 and 1; phases stay. Silence stays silence, and with
 * `reduction: 0` the signal comes back as it was. Where nothing is known of the noise, it is estimated (`'quantile'`).
 *
 * @param samples Signal; not changed.
 * @returns A new signal of the same length and precision.
 * @throws {DspError} `invalid-option`; `invalid-signal` for a noise shorter than a frame; `non-finite`.
 */
export function reduceNoise<S extends Signal>(samples: S, options: ReduceNoiseOptions): OwnedSignal<S> {
  checkCall('reduceNoise', 'signal', samples, options, names);
  const settings = denoiseSettings(options);
  const { nFft, hopLength } = settings;
  requireFinite(samples);
  if (samples.length === 0) return likeSignal(samples, 0);
  const spectrogram = stft(samples, { nFft, hopLength });
  const gains = gainsOf(samples, spectrogram, settings, options);
  for (const part of [rowMajor(spectrogram.re), rowMajor(spectrogram.im)]) {
    // The spectrogram is ours and contiguous: scaled in place.
    for (let i = 0; i < gains.length; i++) part[i]! *= gains[i]!;
  }
  return istft(spectrogram, { nFft, hopLength, length: samples.length });
}

const names: OptionNames<ReduceNoiseOptions> = {
  method: true,
  rule: true,
  noise: true,
  overSubtraction: true,
  floor: true,
  sampleRate: true,
  reduction: true,
  nFft: true,
  hopLength: true,
  stationary: true,
  threshold: true,
  smoothing: true,
  smoothFrequency: true,
  smoothTime: true,
  timeConstant: true,
  slope: true,
};

/**
 * The gains that {@link reduceNoise} multiplies the spectrogram `stft(samples, { nFft, hopLength })` by, to look at or to
 * apply to something else.
 *
 * @returns `[1 + floor(nFft / 2), frames]`, 0 … 1, in the precision of `samples`.
 * @throws {DspError} As {@link reduceNoise}.
 */
export function noiseReductionMask<S extends Signal>(samples: S, options: ReduceNoiseOptions): Matrix<OwnedSignal<S>> {
  checkCall('noiseReductionMask', 'signal', samples, options, names);
  const settings = denoiseSettings(options);
  const { nFft, hopLength } = settings;
  requireFinite(samples);
  const spectrogram = stft(samples, { nFft, hopLength });
  const gains = gainsOf(samples, spectrogram, settings, options);
  const mask = likeSignal(samples, gains.length);
  mask.set(gains);
  return asMatrix(mask, spectrogram.re.shape[0]!, spectrogram.re.shape[1]!);
}

function gainsOf(
  samples: Signal,
  spectrogram: ComplexSpectrogram,
  settings: DenoiseSettings,
  options: ReduceNoiseOptions,
): Float64Array {
  const powers = powerSpectrogram(spectrogram);
  const gains = attenuation(samples, powers, settings, options);
  const { reduction } = settings;
  if (reduction < 1) for (let i = 0; i < gains.length; i++) gains[i] = 1 - reduction * (1 - gains[i]!);
  return gains;
}

function attenuation(
  samples: Signal,
  powers: ReturnType<typeof powerSpectrogram>,
  settings: DenoiseSettings,
  options: ReduceNoiseOptions,
): Float64Array {
  const { method = 'spectral-subtraction' } = options;
  if (options.method === 'spectral-gating') {
    if (options.stationary === false) return adaptiveGate(powers, settings, options);
    const noise = noiseProfile(options.noise ?? 'quantile', samples, powers, settings);
    return stationaryGate(powers, noise, settings, options);
  }
  if (method !== 'spectral-subtraction') {
    throw new DspError(
      'invalid-option',
      `method must be 'spectral-subtraction' or 'spectral-gating'. Received ${JSON.stringify(method)}.`,
    );
  }
  const noise = noiseProfile(options.noise ?? 'quantile', samples, powers, settings);
  if (options.rule === 'boll') {
    return bollSubtraction(powers, noise, Math.max(1, Math.round(settings.nFft / 2 / settings.hopLength)));
  }
  if (options.rule !== undefined && options.rule !== 'berouti') {
    throw new DspError('invalid-option', `rule must be 'berouti' or 'boll'. Received ${JSON.stringify(options.rule)}.`);
  }
  return spectralSubtraction(powers, noise, options);
}
