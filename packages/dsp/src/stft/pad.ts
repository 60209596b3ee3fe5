import { DspError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import type { PadMode } from './options.ts';

const modes: readonly PadMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'linear_ramp'];

/** Checks a padding mode against the length of the signal that it is to continue. */
export function requirePadMode(mode: PadMode, length: number): PadMode {
  if (!modes.includes(mode)) {
    throw new DspError('invalid-option', `padMode must be one of ${modes.join(', ')}. Received ${String(mode)}.`);
  }
  if (length === 0 && mode !== 'constant') {
    throw new DspError('invalid-signal', `An empty signal cannot be continued with padMode '${mode}'. Use 'constant'.`);
  }
  return mode;
}

/**
 * The value at `index` of a signal continued by `width` samples on both sides; `index` counts from the first real sample.
 *
 * Source: `numpy.pad` 2.
 */
export function paddedValue(samples: Signal, index: number, mode: PadMode, width: number): number {
  const length = samples.length;
  if (index >= 0 && index < length) return samples[index]!;
  switch (mode) {
    case 'constant':
      return 0;
    case 'edge':
      return samples[index < 0 ? 0 : length - 1]!;
    case 'linear_ramp': {
      const distance = index < 0 ? -index : index - (length - 1);
      return samples[index < 0 ? 0 : length - 1]! * (1 - distance / width);
    }
    case 'reflect': {
      if (length === 1) return samples[0]!;
      const period = 2 * (length - 1);
      const folded = ((index % period) + period) % period;
      return samples[folded < length ? folded : period - folded]!;
    }
    case 'symmetric': {
      const period = 2 * length;
      const folded = ((index % period) + period) % period;
      return samples[folded < length ? folded : period - 1 - folded]!;
    }
  }
}
