import { DspError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import { drawInteger, requireOrdered } from './range.ts';

/** Options that the random filters share. */
export interface RollOffOptions {
  /** Gentlest slope in dB per octave, a multiple of 6 (of 12 with `zeroPhase`). @default 12 */
  readonly minRollOff?: number | undefined;
  /** Steepest slope in dB per octave, a multiple of 6 (of 12 with `zeroPhase`), at most 72. @default 24 */
  readonly maxRollOff?: number | undefined;
  /** Whether the filter runs forward and backward, without delay. @default false */
  readonly zeroPhase?: boolean | undefined;
}

/** {@link RollOffOptions} completed, as JSON keeps them. */
export interface RollOff {
  readonly minRollOff: number;
  readonly maxRollOff: number;
  readonly zeroPhase: boolean;
  readonly [key: string]: number | boolean;
}

/** Checks the slope of a random filter and fills in its defaults. @throws DspError `invalid-option` */
export function rollOffOf(options: RollOffOptions): RollOff {
  const { minRollOff = 12, maxRollOff = 24, zeroPhase = false } = options;
  requireOrdered({ minRollOff, maxRollOff }, 6, 72);
  const step = zeroPhase ? 12 : 6;
  if (minRollOff % step !== 0 || maxRollOff % step !== 0) {
    throw new DspError(
      'invalid-option',
      `minRollOff and maxRollOff must be multiples of ${step} dB per octave. Received ${minRollOff} and ${maxRollOff}.`,
    );
  }
  return { minRollOff, maxRollOff, zeroPhase };
}

/** A random order of a Butterworth filter: 6 dB per octave each, 12 where it runs both ways. */
export function drawOrder(random: Random, { minRollOff, maxRollOff, zeroPhase }: RollOff): number {
  const step = zeroPhase ? 12 : 6;
  return drawInteger(random, minRollOff / step, maxRollOff / step);
}
