import type { OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { smallestNormal } from '../normalize.ts';
import { likeSignal, type OwnedFloat64, type Signal } from '../signal.ts';
import { framesToTime } from '../time/frames-to-time.ts';
import { onsetBacktrack } from './onset-backtrack.ts';
import {
  checkOnsetCall,
  type OnsetEnvelope,
  type OnsetFrameOptions,
  onsetEnvelopeOf,
  onsetFrames,
} from './onset-envelope.ts';
import { type PeakPickOptions, peakPick, peakPickNames } from './peak-pick.ts';

/** Options of {@link onsetDetect}; those of the peaks have defaults that a search over many recordings found. */
export interface OnsetDetectOptions extends OnsetFrameOptions, Partial<PeakPickOptions> {
  /**
   * Whether onsets are moved back to where the energy begins to rise; see {@link onsetBacktrack}.
   * @default false
   */
  backtrack?: boolean | undefined;
  /**
   * Energy of each frame for `backtrack`.
   * @default the onset strength
   */
  energy?: Signal | undefined;
  /**
   * What onsets are counted in: frames, samples, or `'time'` in seconds.
   * @default 'frames'
   */
  units?: 'frames' | 'samples' | 'time' | undefined;
  /**
   * Whether the strength is scaled to [0, 1] first.
   * @default true
   */
  normalize?: boolean | undefined;
}

const names: OptionNames<OnsetDetectOptions> = {
  ...peakPickNames,
  sampleRate: true,
  hopLength: true,
  backtrack: true,
  energy: true,
  units: true,
  normalize: true,
};

/** How often `b` goes into `a`, as Python's `//` has it: from the exact remainder. */
const floorDivide = (a: number, b: number): number => Math.round((a - (a % b)) / b);

/** Shifted and scaled to [0, 1]. */
function scaled<T extends Signal>(envelope: T): T {
  const out = likeSignal(envelope, envelope.length);
  let least = Number.POSITIVE_INFINITY;
  for (let t = 0; t < out.length; t++) least = Math.min(least, envelope[t]!);
  let most = 0;
  for (let t = 0; t < out.length; t++) {
    out[t] = envelope[t]! - least;
    most = Math.max(most, out[t]!);
  }
  for (let t = 0; t < out.length; t++) out[t]! /= most + smallestNormal(out);
  return out;
}

/**
 * Where sounds begin: the peaks of the onset strength, from left to right, in frames, samples or seconds.
 *
 * Takes samples, or in their place `{ onsetEnvelope }`, the strength of each frame. Without any onset the result is empty.
 *
 * Source: `librosa.onset.onset_detect` 0.11 (`sparse=True`).
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function onsetDetect<T extends Signal>(
  input: T | OnsetEnvelope<T>,
  options: OnsetDetectOptions = {},
): OwnedFloat64 {
  checkOnsetCall('onsetDetect', input, options, names);
  const frames = onsetFrames(options);
  const envelope = onsetEnvelopeOf(input, frames);
  const { sampleRate, hopLength } = frames;
  const { backtrack = false, normalize = true, units = 'frames' } = options;
  if (!['frames', 'samples', 'time'].includes(units)) {
    throw new DspError('invalid-option', `units must be 'frames', 'samples' or 'time'. Received ${String(units)}.`);
  }
  const strength = normalize ? scaled(envelope) : envelope;
  if (strength.every((value) => value === 0)) return new Float64Array(0);
  const short = floorDivide(0.03 * sampleRate, hopLength);
  const long = floorDivide(0.1 * sampleRate, hopLength);
  const { preMax = short, postMax = 1, preAvg = long, postAvg = long + 1, wait = short, delta = 0.07 } = options;
  let onsets = peakPick(strength, { preMax, postMax, preAvg, postAvg, wait, delta });
  if (backtrack) onsets = onsetBacktrack(options.energy ?? strength, onsets);
  if (units === 'frames') return onsets;
  return units === 'time' ? framesToTime(onsets, frames) : onsets.map((frame) => frame * hopLength);
}
