import { checkCall, type OptionNames } from '../../check-call.ts';
import { DspError } from '../../errors.ts';
import { portablePowerOfTen } from '../../portable/power.ts';
import { portableSinCos } from '../../portable/trigonometry.ts';
import type { OwnedSignal, Signal } from '../../signal.ts';
import { requirePositive, requireRange } from '../../validate.ts';
import { type Biquad, filterSections } from './biquad.ts';

/** One control of an equalizer. */
export interface EqualizerBand {
  /** `'peaking'` lifts or lowers a region; the shelves lift or lower everything below or above a frequency. @default 'peaking' */
  readonly type?: 'peaking' | 'low-shelf' | 'high-shelf';
  /** Center of the peak, or middle of the slope of a shelf, in Hz; above 0, below half the sample rate. */
  readonly frequency: number;
  /** Gain in dB at the center, or of the shelf; −60 … 60. */
  readonly gainDb: number;
  /**
   * Quality: center frequency over bandwidth for a peak, steepness of a shelf (√½ is the steepest without a bump); > 0.
   * @default 0.7071067811865476
   */
  readonly q?: number;
}

/** Options of {@link equalize}. */
export interface EqualizeOptions {
  /** Sample rate in Hz. */
  readonly sampleRate: number;
  /** The bands, one after another. */
  readonly bands: readonly EqualizerBand[];
}

const names: OptionNames<EqualizeOptions> = { sampleRate: true, bands: true };

/**
 * Colors a signal with peaks and shelves, as microphones and rooms do: a parametric equalizer.
 *
 * Source: Robert Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients".
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`, or `non-finite` for NaN samples.
 */
export function equalize<S extends Signal>(samples: S, options: EqualizeOptions): OwnedSignal<S> {
  checkCall('equalize', 'signal', samples, options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  return filterSections(
    samples,
    options.bands.map((band) => sectionOf(band, sampleRate)),
    false,
  );
}

function sectionOf(band: EqualizerBand, sampleRate: number): Biquad {
  const { type = 'peaking', frequency, gainDb, q = Math.SQRT1_2 } = band;
  requirePositive('frequency', frequency);
  if (frequency >= sampleRate / 2) {
    throw new DspError(
      'invalid-option',
      `frequency must lie below half the sample rate, ${sampleRate / 2} Hz. Received ${frequency}.`,
    );
  }
  const a = portablePowerOfTen(requireRange('gainDb', gainDb, -60, 60) / 40);
  const { sin, cos } = portableSinCos(frequency / sampleRate);
  const alpha = sin / (2 * requirePositive('q', q));
  if (type === 'peaking') {
    return normalized(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
  }
  if (type !== 'low-shelf' && type !== 'high-shelf') {
    throw new DspError(
      'invalid-option',
      `type must be 'peaking', 'low-shelf' or 'high-shelf'. Received ${JSON.stringify(type)}.`,
    );
  }
  // The high shelf is the low shelf with the frequency axis turned round: cos → −cos, and b1, a1 change sign.
  const sign = type === 'low-shelf' ? 1 : -1;
  const c = sign * cos;
  const slope = 2 * Math.sqrt(a) * alpha;
  return normalized(
    a * (a + 1 - (a - 1) * c + slope),
    sign * 2 * a * (a - 1 - (a + 1) * c),
    a * (a + 1 - (a - 1) * c - slope),
    a + 1 + (a - 1) * c + slope,
    sign * -2 * (a - 1 + (a + 1) * c),
    a + 1 + (a - 1) * c - slope,
  );
}

function normalized(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}
