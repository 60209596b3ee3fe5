import { checkCall, type OptionNames } from '../check-call.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { DspError } from '../errors.ts';
import type { Matrix } from '../matrix.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import { type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger } from '../validate.ts';
import { type DctNorm, dct } from './dct.ts';
import { type MelSpectrogramOptions, melSpectrogram } from './mel-spectrogram.ts';

/** What {@link mfcc} does with a mel spectrogram in decibels. */
export interface CepstrumOptions {
  /**
   * Number of coefficients, from the zeroth (overall level) on; at most the number of bands.
   * @default 20
   */
  nMfcc?: number | undefined;
  /**
   * Type of the discrete cosine transform.
   * @default 2
   */
  dctType?: 1 | 2 | 3 | 4 | undefined;
  /**
   * Scaling of the cosine transform; `null` is `'backward'`. (The scaling of the filters is `melNorm`.)
   * @default 'ortho'
   */
  norm?: DctNorm | null | undefined;
  /**
   * Length L ≥ 0 of the sinusoidal lifter that multiplies coefficient i by 1 + L/2 · sin(π(i + 1)/L); 0 for none.
   * @default 0
   */
  lifter?: number | undefined;
}

/** Options of {@link mfcc}; all of {@link melSpectrogram}, 128 bands by default. */
export interface MfccOptions extends Omit<MelSpectrogramOptions, 'norm'>, CepstrumOptions {
  /**
   * Scaling of the mel filters.
   * @default 'slaney'
   */
  melNorm?: MelSpectrogramOptions['norm'] | undefined;
}

const names: OptionNames<MfccOptions> = {
  ...stftNames,
  melNorm: true,
  power: true,
  sampleRate: true,
  nMels: true,
  fMin: true,
  fMax: true,
  dtype: true,
  htk: true,
  onWarning: true,
  nMfcc: true,
  dctType: true,
  norm: true,
  lifter: true,
};

/**
 * Mel-frequency cepstral coefficients, shape `[nMfcc, frames]`.
 *
 * Takes samples, or in their place a mel spectrogram **in decibels** `[nMels, frames]`. From samples the decibels are
 * `powerToDb(melSpectrogram(samples))`: 128 bands, reference 1, 80 dB range.
 *
 * Source: `librosa.feature.mfcc` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function mfcc<T extends Signal>(input: T | StridedArray<T>, options: MfccOptions = {}): Matrix<OwnedSignal<T>> {
  checkCall('mfcc', 'signal or matrix', input, options, names);
  const { norm, melNorm, nMfcc: count, dctType, lifter = 0, ...melOptions } = options;
  const nMfcc = requireInteger('nMfcc', count ?? 20);
  if (!(lifter >= 0 && lifter < Number.POSITIVE_INFINITY)) {
    throw new DspError('invalid-option', `lifter must be a finite number of at least 0. Received ${String(lifter)}.`);
  }
  const decibels = isStrided(input) ? input : powerToDb(melSpectrogram(input, { ...melOptions, norm: melNorm }));
  const { rows, columns } = shapeOf('mel spectrogram', decibels);
  if (isStrided(input)) requireFinite(rowMajor(input), 'mel spectrogram');
  if (nMfcc > rows) {
    throw new DspError('invalid-option', `nMfcc must be at most the number of mel bands, ${rows}. Received ${nMfcc}.`);
  }
  const coefficients = dct(decibels, {
    type: dctType ?? 2,
    norm: norm ?? (norm === null ? 'backward' : 'ortho'),
    count: nMfcc,
  });
  if (lifter > 0) {
    for (let i = 0; i < nMfcc; i++) {
      const gain = 1 + (lifter / 2) * portableSinCos((i + 1) / (2 * lifter)).sin;
      for (let t = i * columns; t < (i + 1) * columns; t++) coefficients.data[t]! *= gain;
    }
  }
  return coefficients;
}
