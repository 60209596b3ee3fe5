import { checkOptions, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { requireFftLength, requireInteger, requirePositive, requireRange, requireRoom } from '../validate.ts';
import { fftFrequencies, melFrequencies } from './frequencies.ts';
import type { MelScaleOptions } from './mel-scale.ts';

/** Bands whose filters hold no bin, so that they are silent whatever the signal. */
export interface EmptyFiltersWarning {
  readonly code: 'empty-filters';
  readonly message: string;
  /** Numbers of the bands, from 0. */
  readonly bands: readonly number[];
}

/** Options of the mel filters; {@link melSpectrogram} takes them too. */
export interface MelFilterOptions extends MelScaleOptions {
  /**
   * Samples per second of the signal.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Number of bands, an integer ≥ 1.
   * @default 128
   */
  nMels?: number | undefined;
  /**
   * Lower edge of the first band in Hz, ≥ 0 and below `fMax`.
   * @default 0
   */
  fMin?: number | undefined;
  /**
   * Upper edge of the last band in Hz.
   * @default sampleRate / 2
   */
  fMax?: number | undefined;
  /**
   * `'slaney'`: every filter has the area 1 Hz·(sampleRate / nFft)⁻¹, that is, its peak is 2 / (upper − lower edge). A
   * number p: every row is divided by its p-norm (`Infinity`: by its maximum). `null`: peaks of 1.
   * @default 'slaney'
   */
  norm?: 'slaney' | number | null | undefined;
  /**
   * Precision of the weights. librosa rounds them to float32 even when the signal is float64, and so does this.
   * @default 'float32'
   */
  dtype?: 'float32' | 'float64' | undefined;
  /** Receives a warning as data where librosa prints one: bands narrower than the distance of two bins. */
  onWarning?: ((warning: EmptyFiltersWarning) => void) | undefined;
}

/** Options of {@link melFilterBank}. */
export interface MelFilterBankOptions extends MelFilterOptions {
  /**
   * Length of the transform whose bins are filtered.
   * @default 2048
   */
  nFft?: number | undefined;
}

/** Divides a row by its p-norm, unless that is below the smallest normal number. */
function normalizeRow(row: Signal, norm: number, tiny: number): void {
  let length = 0;
  for (const weight of row) {
    if (norm === Number.POSITIVE_INFINITY) length = Math.max(length, weight);
    else length += weight ** norm;
  }
  if (norm !== Number.POSITIVE_INFINITY) length **= 1 / norm;
  if (length >= tiny) for (let k = 0; k < row.length; k++) row[k] = row[k]! / length;
}

/** Names of the options of the filters. */
export const melFilterNames: OptionNames<MelFilterOptions> = {
  sampleRate: true,
  nMels: true,
  fMin: true,
  fMax: true,
  norm: true,
  dtype: true,
  htk: true,
  onWarning: true,
};

const names: OptionNames<MelFilterBankOptions> = { ...melFilterNames, nFft: true };

/**
 * Triangular filters, shape `[nMels, 1 + floor(nFft / 2)]`, whose corners are equally spaced on the mel scale and whose
 * slopes are straight in Hz.
 *
 * A band narrower than the distance of two bins may have no weight at all and then gives silence (`amin` in decibels), which
 * `onWarning` is told: choose fewer bands or a longer transform.
 *
 * Source: `librosa.filters.mel` 0.11.
 *
 * @throws DspError `invalid-option`.
 */
export function melFilterBank(options: MelFilterBankOptions = {}): Matrix<OwnedSignal> {
  checkOptions('melFilterBank', options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const nFft = requireFftLength(options.nFft ?? 2048);
  const nMels = requireInteger('nMels', options.nMels ?? 128);
  const fMin = requireRange('fMin', options.fMin ?? 0, 0, Number.MAX_VALUE);
  const fMax = requirePositive('fMax', options.fMax ?? sampleRate / 2);
  if (fMin >= fMax) {
    throw new DspError('invalid-option', `fMin must be below fMax = ${fMax} Hz. Received ${fMin}.`);
  }
  const norm = options.norm === undefined ? 'slaney' : options.norm;
  if (norm !== null && norm !== 'slaney' && !(typeof norm === 'number' && norm > 0)) {
    throw new DspError('invalid-option', `norm must be 'slaney', a number greater than 0, or null. Received ${norm}.`);
  }
  const single = options.dtype !== 'float64';
  const bins = Math.floor(nFft / 2) + 1;
  requireRoom('The filters', nMels * bins);
  const hz = fftFrequencies({ sampleRate, nFft });
  const corners = melFrequencies({ nMels: nMels + 2, fMin, fMax, htk: options.htk ?? false });
  const weights = single ? new Float32Array(nMels * bins) : new Float64Array(nMels * bins);
  for (let m = 0; m < nMels; m++) {
    const lower = corners[m]!;
    const center = corners[m + 1]!;
    const upper = corners[m + 2]!;
    const row = weights.subarray(m * bins, (m + 1) * bins);
    for (let k = 0; k < bins; k++) {
      const rising = -(lower - hz[k]!) / (center - lower);
      const falling = (upper - hz[k]!) / (upper - center);
      row[k] = Math.max(0, Math.min(rising, falling));
    }
    if (norm === 'slaney') for (let k = 0; k < bins; k++) row[k] = row[k]! * (2 / (upper - lower));
    else if (norm !== null) normalizeRow(row, norm, single ? 1.1754943508222875e-38 : 2.2250738585072014e-308);
  }
  const isEmpty = (m: number): boolean => weights.subarray(m * bins, (m + 1) * bins).every((weight) => weight === 0);
  warnOfEmpty(nMels, nFft, isEmpty, options.onWarning);
  return asMatrix<OwnedSignal>(weights, nMels, bins);
}

/** Tells the bands that are empty, if there are any and somebody asked. */
export function warnOfEmpty(
  nMels: number,
  nFft: number,
  isEmpty: (band: number) => boolean,
  onWarning: MelFilterOptions['onWarning'],
): void {
  if (!onWarning) return;
  const bands = Array.from({ length: nMels }, (_, m) => m).filter(isEmpty);
  if (bands.length === 0) return;
  const message =
    `${bands.length} of ${nMels} mel filters hold no bin of a transform of ${nFft} samples, and their bands are always silent. ` +
    'Take fewer bands (nMels) or a longer transform (nFft).';
  onWarning({ code: 'empty-filters', message, bands });
}
