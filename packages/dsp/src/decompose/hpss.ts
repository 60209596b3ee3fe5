import { checkCall, checkOptions, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { istft } from '../stft/istft.ts';
import type { PadMode } from '../stft/options.ts';
import { stft } from '../stft/stft.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import type { ComplexSpectrogram, ComplexSpectrogramLike } from '../types.ts';
import { type HpssMaskOptions, softMasks } from './soft-masks.ts';

/** Options of {@link hpss}, {@link harmonic} and {@link percussive}; those of the transform are for samples. */
export interface HpssOptions extends HpssMaskOptions {
  /**
   * Length of the transform in samples, an integer ≥ 1.
   * @default 2048
   */
  nFft?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default floor(winLength / 4)
   */
  hopLength?: number | undefined;
  /**
   * Length of the Hann window in samples, 1 … nFft.
   * @default nFft
   */
  winLength?: number | undefined;
  /**
   * Whether frames are centered on their samples.
   * @default true
   */
  center?: boolean | undefined;
  /**
   * What lies beyond the ends of the signal.
   * @default 'constant'
   */
  padMode?: PadMode | undefined;
}

/** What {@link hpss} separates, in the form of its input. */
export interface HarmonicPercussive<T> {
  readonly harmonic: T;
  readonly percussive: T;
}

function scaled<T extends Signal>(values: T, mask: T, bins: number, frames: number): Matrix<OwnedSignal<T>> {
  const out = likeSignal(values, values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i]! * mask[i]!;
  return asMatrix(out, bins, frames);
}

function separateMagnitudes<T extends Signal>(
  spectrogram: StridedArray<T>,
  options: HpssMaskOptions,
): HarmonicPercussive<Matrix<OwnedSignal<T>>> {
  const { rows, columns } = shapeOf('spectrogram', spectrogram);
  const values = rowMajor(spectrogram);
  requireFinite(values, 'spectrogram');
  if (values.some((value) => value < 0)) {
    throw new DspError('invalid-signal', 'hpss needs magnitudes, which are not negative, or { re, im }.');
  }
  const masks = softMasks(values, rows, columns, options);
  return {
    harmonic: scaled(values, masks.harmonic, rows, columns),
    percussive: scaled(values, masks.percussive, rows, columns),
  };
}

function separateComplex<T extends Signal>(
  { re, im }: ComplexSpectrogramLike<T>,
  options: HpssMaskOptions,
): HarmonicPercussive<ComplexSpectrogram<OwnedSignal<T>>> {
  const { rows, columns } = shapeOf('re', re);
  const [real, imaginary] = [rowMajor(re), rowMajor(im)];
  requireFinite(real, 'spectrogram');
  requireFinite(imaginary, 'spectrogram');
  const magnitudes = likeSignal(real, real.length);
  for (let i = 0; i < magnitudes.length; i++) {
    magnitudes[i] = Math.sqrt(real[i]! * real[i]! + imaginary[i]! * imaginary[i]!);
  }
  const masks = softMasks(magnitudes, rows, columns, options);
  const part = (mask: T): ComplexSpectrogram<OwnedSignal<T>> => ({
    re: scaled(real, mask, rows, columns),
    im: scaled(imaginary, mask, rows, columns),
  });
  return { harmonic: part(masks.harmonic), percussive: part(masks.percussive) };
}

const optionNames: OptionNames<HpssOptions> = {
  kernelSize: true,
  power: true,
  margin: true,
  nFft: true,
  hopLength: true,
  winLength: true,
  center: true,
  padMode: true,
};

/** A complex spectrogram is told by its parts; anything else is a signal or magnitudes. */
function checkInput(call: string, input: unknown, options: HpssOptions): void {
  if (typeof input === 'object' && input !== null && 're' in input) checkOptions(call, options, optionNames);
  else checkCall(call, 'signal or matrix', input, options, optionNames);
}

/**
 * Separates what lasts over time (harmonic) from what spreads over frequency (percussive), by median filters.
 *
 * Takes samples, or in their place a spectrogram `{ re, im }` or one of magnitudes, and gives two of the same kind.
 *
 * Source: `librosa.effects.hpss` and `librosa.decompose.hpss` 0.11; Fitzgerald, "Harmonic/percussive separation using median
 * filtering" (2010).
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function hpss<T extends Signal>(samples: T, options?: HpssOptions): HarmonicPercussive<OwnedSignal<T>>;
export function hpss<T extends Signal>(
  magnitudes: StridedArray<T>,
  options?: HpssMaskOptions,
): HarmonicPercussive<Matrix<OwnedSignal<T>>>;
export function hpss<T extends Signal>(
  spectrogram: ComplexSpectrogramLike<T>,
  options?: HpssMaskOptions,
): HarmonicPercussive<ComplexSpectrogram<OwnedSignal<T>>>;
export function hpss(
  input: Signal | StridedArray | ComplexSpectrogramLike,
  options: HpssOptions = {},
): HarmonicPercussive<Signal | Matrix | ComplexSpectrogram> {
  checkInput('hpss', input, options);
  if (isStrided(input)) return separateMagnitudes(input, options);
  if ('re' in input) return separateComplex(input, options);
  const parts = separateComplex(stft(input, transformOf(options)), options);
  const { padMode: _, ...synthesis } = transformOf(options);
  const signalOf = (part: ComplexSpectrogram): Signal => istft(part, { ...synthesis, length: input.length });
  return { harmonic: signalOf(parts.harmonic), percussive: signalOf(parts.percussive) };
}

function transformOf({ nFft = 2048, hopLength, winLength, center, padMode }: HpssOptions) {
  return {
    nFft,
    ...(hopLength !== undefined && { hopLength }),
    ...(winLength !== undefined && { winLength }),
    ...(center !== undefined && { center }),
    ...(padMode !== undefined && { padMode }),
  };
}

/**
 * What lasts in a signal: see {@link hpss}.
 *
 * Source: `librosa.effects.harmonic` 0.11.
 *
 * @throws DspError `invalid-option`, `non-finite`.
 */
export function harmonic<T extends Signal>(samples: T, options: HpssOptions = {}): OwnedSignal<T> {
  checkCall('harmonic', 'signal', samples, options, optionNames);
  return hpss(samples, options).harmonic;
}

/**
 * What is short in a signal: see {@link hpss}.
 *
 * Source: `librosa.effects.percussive` 0.11.
 *
 * @throws DspError `invalid-option`, `non-finite`.
 */
export function percussive<T extends Signal>(samples: T, options: HpssOptions = {}): OwnedSignal<T> {
  checkCall('percussive', 'signal', samples, options, optionNames);
  return hpss(samples, options).percussive;
}
