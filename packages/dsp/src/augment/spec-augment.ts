import { checkCall, type OptionNames } from '../check-call.ts';
import { shaped } from '../decibel/values.ts';
import { DspError } from '../errors.ts';
import type { Image } from '../image/to-image.ts';
import type { Matrix } from '../matrix.ts';
import { type RandomSource, resolveRandom } from '../random.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray } from '../strided-array.ts';
import { drawMasks, type SpecAugmentMasks, type SpecAugmentPolicy } from './spec-augment-masks.ts';

/** What masked values become: the mean of the spectrogram (of each channel of an image), its minimum, or a number. */
export type MaskFill = 'mean' | 'min' | number;

/** Options of {@link specAugment}: a policy with a `seed` or a `random` function, or masks drawn before. */
export type SpecAugmentOptions = {
  /** What masked values become. @default 'mean' */
  readonly fill?: MaskFill | undefined;
} & ((SpecAugmentPolicy & RandomSource & { readonly masks?: undefined }) | { readonly masks: SpecAugmentMasks });

/** Result of {@link specAugment}. */
export interface SpecAugmented<A extends StridedArray> {
  /** The spectrogram or image with its masks; same shape, row-major. */
  readonly spectrogram: A;
  /** What was drawn, plain JSON: given as `masks`, it has the same effect again. */
  readonly masks: SpecAugmentMasks;
}

const names: OptionNames<SpecAugmentOptions> = {
  fill: true,
  frequencyMasks: true,
  maxFrequencyWidth: true,
  timeMasks: true,
  maxTimeWidth: true,
  maxTimeFraction: true,
  timeWarp: true,
  seed: true,
  random: true,
  masks: true,
};

/**
 * SpecAugment: hides bands of frequency and stretches of time of a spectrogram, and may warp its time, so that a model
 * learns to do without any one of them.
 *
 * Works on a matrix `[bands, frames]` and on an image `[height, width, channels]` (all channels alike). Published for 80
 * bands of 10 ms frames: scale the widths to yours.
 *
 * Source: Park et al. (2019), "SpecAugment", Interspeech; time is warped piecewise linearly, by linear interpolation.
 *
 * @param spectrogram Not changed.
 * @throws {DspError} `invalid-option`, `invalid-signal` for another rank, `non-finite`.
 */
export function specAugment<S extends Signal>(
  spectrogram: Matrix<S>,
  options: SpecAugmentOptions,
): SpecAugmented<Matrix<OwnedSignal<S>>>;
export function specAugment(spectrogram: Image, options: SpecAugmentOptions): SpecAugmented<Image>;
export function specAugment<S extends Signal>(
  spectrogram: StridedArray<S>,
  options: SpecAugmentOptions,
): SpecAugmented<StridedArray<OwnedSignal<S>>>;
export function specAugment(spectrogram: StridedArray, options: SpecAugmentOptions): SpecAugmented<StridedArray> {
  checkCall('specAugment', 'matrix', spectrogram, options, names);
  if (!isStrided(spectrogram) || spectrogram.shape.length < 2 || spectrogram.shape.length > 3) {
    throw new DspError(
      'invalid-signal',
      'spectrogram must have the shape [bands, frames] or [height, width, channels]. Received ' +
        `${isStrided(spectrogram) ? `shape [${(spectrogram as StridedArray).shape.join(', ')}]` : typeof spectrogram}.`,
    );
  }
  const [bands, frames, channels = 1] = spectrogram.shape as [number, number, number?];
  const values = rowMajor(spectrogram);
  requireFinite(values, 'spectrogram');
  const masks = options.masks ?? drawMasks({ bands, frames }, options, resolveRandom(options));

  const out = likeSignal(values, values.length);
  if (masks.timeWarp === null) out.set(values);
  else warpTime(values, { bands, frames, channels }, masks.timeWarp, out);
  for (let channel = 0; channel < channels; channel++) {
    const fill = fillOf(values, channel, channels, options.fill ?? 'mean');
    for (let band = 0; band < bands; band++) {
      const hidden = covers(masks.frequencyMasks, band);
      for (let frame = 0; frame < frames; frame++) {
        if (hidden || covers(masks.timeMasks, frame)) out[(band * frames + frame) * channels + channel] = fill;
      }
    }
  }
  return { spectrogram: shaped(out, spectrogram.shape), masks };
}

function covers(masks: SpecAugmentMasks['timeMasks'], index: number): boolean {
  return masks.some(({ start, width }) => index >= start && index < start + width);
}

function fillOf(values: Signal, channel: number, channels: number, fill: MaskFill): number {
  if (typeof fill === 'number' && Number.isFinite(fill)) return fill;
  if (fill !== 'mean' && fill !== 'min') {
    throw new DspError('invalid-option', `fill must be 'mean', 'min' or a finite number. Received ${String(fill)}.`);
  }
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = channel; i < values.length; i += channels) {
    sum += values[i]!;
    least = Math.min(least, values[i]!);
  }
  return fill === 'min' ? least : sum / (values.length / channels);
}

/** Moves frame `center` to `center + shift`; the frames on either side are spread evenly over what room they get. */
function warpTime(
  values: Signal,
  { bands, frames, channels }: { bands: number; frames: number; channels: number },
  { center, shift }: { center: number; shift: number },
  out: Signal,
): void {
  const target = center + shift;
  const last = frames - 1;
  if (!(center >= 0 && center <= last && target > 0 && target < last)) {
    throw new DspError(
      'invalid-option',
      `A time warp must stay inside the ${frames} frames. Received center = ${center}, shift = ${shift}.`,
    );
  }
  for (let frame = 0; frame < frames; frame++) {
    const place =
      frame <= target ? (frame * center) / target : center + ((frame - target) * (last - center)) / (last - target);
    const before = Math.min(last, Math.floor(place));
    const after = Math.min(last, before + 1);
    const weight = place - before;
    for (let band = 0; band < bands; band++) {
      for (let channel = 0; channel < channels; channel++) {
        const at = (index: number) => (band * frames + index) * channels + channel;
        out[at(frame)] = (1 - weight) * values[at(before)]! + weight * values[at(after)]!;
      }
    }
  }
}
