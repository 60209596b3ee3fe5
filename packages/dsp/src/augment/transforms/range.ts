import { DspError } from '../../errors.ts';
import { portableLog } from '../../portable/log.ts';
import { portablePowerOfTwo } from '../../portable/power.ts';
import type { Random } from '../../random.ts';
import { requireRange } from '../../validate.ts';

/** Checks the two ends of a range from which a parameter is drawn. @throws DspError `invalid-option` */
export function requireOrdered(ends: { readonly [name: string]: number }, least: number, most: number): void {
  const [[minName, min], [maxName, max]] = Object.entries(ends) as [[string, number], [string, number]];
  requireRange(minName, min, least, most);
  requireRange(maxName, max, least, most);
  if (min > max) {
    throw new DspError('invalid-option', `${minName} must be at most ${maxName}. Received ${min} and ${max}.`);
  }
}

/** A number from [min, max), evenly. */
export function drawUniform(random: Random, min: number, max: number): number {
  return min + (max - min) * random();
}

/** An integer from min … max, both included, evenly. */
export function drawInteger(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

/** A frequency from [min, max) in Hz, evenly on the mel scale 2595·log10(1 + f / 700): as the ear spaces them. */
export function drawFrequency(random: Random, min: number, max: number): number {
  const height = (frequency: number) => portableLog(1 + frequency / 700) / Math.LN2;
  return 700 * (portablePowerOfTwo(drawUniform(random, height(min), height(max))) - 1);
}

/** A 32-bit seed. */
export function drawSeed(random: Random): number {
  return Math.floor(random() * 4294967296);
}
