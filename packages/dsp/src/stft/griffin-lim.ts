import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { spectrumOf } from '../features/spectral-input.ts';
import { asMatrix } from '../matrix.ts';
import { smallestNormal } from '../normalize.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import { createRandom } from '../random.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import type { StridedArray } from '../strided-array.ts';
import { requireInteger, requireRange } from '../validate.ts';
import { type IstftOptions, istft } from './istft.ts';
import { frameNames } from './option-names.ts';
import type { StftOptions } from './options.ts';
import { stft } from './stft.ts';

/** Options of {@link griffinLim}. */
export interface GriffinLimOptions extends IstftOptions, Pick<StftOptions, 'padMode'> {
  /**
   * Number of iterations, an integer ≥ 0.
   * @default 32
   */
  nIter?: number | undefined;
  /**
   * How far each step goes on in the direction of the last, ≥ 0; 0 is the original method, above 1 may not converge.
   * @default 0.99
   */
  momentum?: number | undefined;
  /**
   * Phases to begin with: random ones by `seed`, or zeros.
   * @default 'random'
   */
  init?: 'random' | null | undefined;
  /** Seed of the random phases, an integer from 0 to 2³² − 1; required unless `init` is `null`. */
  seed?: number | undefined;
}

const names: OptionNames<GriffinLimOptions> = {
  ...frameNames,
  padMode: true,
  length: true,
  nIter: true,
  momentum: true,
  init: true,
  seed: true,
};

/** Phases of magnitude 1 to begin with; random ones are those of numpy's `RandomState(seed)`. */
function initialPhases<T extends Signal>(like: T, { init = 'random', seed }: GriffinLimOptions): { re: T; im: T } {
  const re = likeSignal(like, like.length);
  const im = likeSignal(like, like.length);
  if (init === null) {
    re.fill(1);
    return { re, im };
  }
  if (init !== 'random')
    throw new DspError('invalid-option', `init must be 'random' or null. Received ${String(init)}.`);
  if (seed === undefined) {
    throw new DspError('invalid-option', 'Random phases need a seed, an integer; or begin with zeros: { init: null }.');
  }
  const random = createRandom(seed);
  for (let i = 0; i < re.length; i++) {
    const { sin, cos } = portableSinCos(random());
    re[i] = cos;
    im[i] = sin;
  }
  return { re, im };
}

/**
 * A signal whose spectrogram comes near the given magnitudes `[bins, frames]`: phases are found by transforming there and back.
 *
 * Source: `librosa.griffinlim` 0.11, of which `random_state=seed` gives the same phases to begin with; Perraudin, Balazs and
 * Søndergaard, "A fast Griffin-Lim algorithm" (2013).
 *
 * @param magnitudes Magnitudes, not power, as {@link spectrogram} gives them with the same options.
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function griffinLim<T extends Signal>(
  magnitudes: StridedArray<T>,
  options: GriffinLimOptions = {},
): OwnedSignal<T> {
  checkCall('griffinLim', 'matrix', magnitudes, options, names);
  const nIter = requireInteger('nIter', options.nIter ?? 32, 0);
  const momentum = requireRange('momentum', options.momentum ?? 0.99, 0, Number.MAX_VALUE);
  const { values, bins, frames } = spectrumOf(magnitudes, {}, 1);
  const { hopLength, winLength, window, center, length, padMode, nFft = 2 * (bins - 1) } = options;
  const transform = { nFft, hopLength, winLength, window, center };
  const { re, im } = initialPhases(values, options);
  for (let i = 0; i < values.length; i++) {
    re[i]! *= values[i]!;
    im[i]! *= values[i]!;
  }
  const angles = { re: asMatrix(re, bins, frames), im: asMatrix(im, bins, frames) };
  const tiny = smallestNormal(values);
  let before = { re: likeSignal(values, re.length), im: likeSignal(values, re.length) };
  for (let iteration = 0; iteration < nIter; iteration++) {
    const rebuilt = stft(istft(angles, { ...transform, length }), { ...transform, padMode });
    if (rebuilt.re.shape[1] !== frames) {
      throw new DspError(
        'invalid-option',
        `length must be one that has ${frames} frames, as the magnitudes have. Received ${length}, which has ${rebuilt.re.shape[1]}.`,
      );
    }
    const { data: newRe } = rebuilt.re;
    const { data: newIm } = rebuilt.im;
    const part = iteration === 0 ? 0 : momentum / (1 + momentum);
    for (let i = 0; i < re.length; i++) {
      const x = newRe[i]! - part * before.re[i]!;
      const y = newIm[i]! - part * before.im[i]!;
      const scale = values[i]! / (Math.sqrt(x * x + y * y) + tiny);
      re[i] = x * scale;
      im[i] = y * scale;
    }
    before = { re: newRe, im: newIm };
  }
  return istft(angles, { ...transform, length });
}
