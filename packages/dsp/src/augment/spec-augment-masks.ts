import type { Random } from '../random.ts';
import { requireInteger, requireRange } from '../validate.ts';

/** How much of a spectrogram is hidden. The defaults hide one band and one stretch, sized for 64 bands by 130 frames. */
export interface SpecAugmentPolicy {
  /**
   * Number of frequency masks, mF; ≥ 0.
   * @default 1
   */
  readonly frequencyMasks?: number;
  /**
   * Widest frequency mask in bands, F; each width is drawn evenly from 0 … F.
   * @default 16
   */
  readonly maxFrequencyWidth?: number;
  /**
   * Number of time masks, mT; ≥ 0.
   * @default 1
   */
  readonly timeMasks?: number;
  /**
   * Widest time mask in frames, T; each width is drawn evenly from 0 … T.
   * @default 24
   */
  readonly maxTimeWidth?: number;
  /**
   * Upper bound of a time mask as a share of all frames, p; 0 … 1.
   * @default 1
   */
  readonly maxTimeFraction?: number;
  /**
   * Largest shift of the time warp in frames, W; 0 leaves time alone.
   * @default 0
   */
  readonly timeWarp?: number;
}

/** A run of bands or frames. */
export interface Mask {
  readonly start: number;
  readonly width: number;
}

/** What SpecAugment drew, in bands and frames. */
export interface SpecAugmentMasks {
  readonly frequencyMasks: readonly Mask[];
  readonly timeMasks: readonly Mask[];
  /** Frame `center` moves by `shift` frames; null without a warp. */
  readonly timeWarp: { readonly center: number; readonly shift: number } | null;
}

/**
 * Draws masks by a policy: width f evenly from 0 … F, start evenly from 0 … ν − f; likewise in time, no wider than p·τ;
 * the center of the warp from W … τ − 1 − W, its shift from −(W − 1) … W − 1.
 *
 * @throws {DspError} `invalid-option`.
 */
export function drawMasks(
  size: { readonly bands: number; readonly frames: number },
  policy: SpecAugmentPolicy,
  random: Random,
): SpecAugmentMasks {
  const { frequencyMasks = 1, maxFrequencyWidth = 16, timeMasks = 1, maxTimeWidth = 24 } = policy;
  const { maxTimeFraction = 1, timeWarp = 0 } = policy;
  requireInteger('frequencyMasks', frequencyMasks, 0);
  requireInteger('maxFrequencyWidth', maxFrequencyWidth, 0);
  requireInteger('timeMasks', timeMasks, 0);
  requireInteger('maxTimeWidth', maxTimeWidth, 0);
  requireRange('maxTimeFraction', maxTimeFraction, 0, 1);
  requireInteger('timeWarp', timeWarp, 0);

  /** An integer from `least` … `most`, evenly. */
  const draw = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const drawMask = (length: number, widest: number): Mask => {
    const width = draw(0, Math.min(widest, length));
    return { start: draw(0, length - width), width };
  };
  const { bands, frames } = size;
  // A warp needs a center at least W frames from either end.
  const warp =
    timeWarp > 0 && frames > 2 * timeWarp
      ? { center: draw(timeWarp, frames - 1 - timeWarp), shift: draw(1 - timeWarp, timeWarp - 1) }
      : null;
  const widestTime = Math.min(maxTimeWidth, Math.floor(maxTimeFraction * frames));
  return {
    timeWarp: warp,
    frequencyMasks: Array.from({ length: frequencyMasks }, () => drawMask(bands, maxFrequencyWidth)),
    timeMasks: Array.from({ length: timeMasks }, () => drawMask(frames, widestTime)),
  };
}

/**
 * The policies of the paper, for 80 mel bands and 10 ms frames: LibriSpeech basic and double, Switchboard mild and strong.
 *
 * Source: Park et al. (2019), table 1.
 */
export const specAugmentPolicies: Readonly<Record<'LB' | 'LD' | 'SM' | 'SS', Required<SpecAugmentPolicy>>> = {
  LB: { timeWarp: 80, maxFrequencyWidth: 27, frequencyMasks: 1, maxTimeWidth: 100, maxTimeFraction: 1, timeMasks: 1 },
  LD: { timeWarp: 80, maxFrequencyWidth: 27, frequencyMasks: 2, maxTimeWidth: 100, maxTimeFraction: 1, timeMasks: 2 },
  SM: { timeWarp: 40, maxFrequencyWidth: 15, frequencyMasks: 2, maxTimeWidth: 70, maxTimeFraction: 0.2, timeMasks: 2 },
  SS: { timeWarp: 40, maxFrequencyWidth: 27, frequencyMasks: 2, maxTimeWidth: 70, maxTimeFraction: 0.2, timeMasks: 2 },
};
