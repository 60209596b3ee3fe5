import { checkCall, type OptionNames } from './check-call.ts';
import { DspError } from './errors.ts';
import { likeSignal, type OwnedSignal, type Signal } from './signal.ts';
import { requireInteger } from './validate.ts';

/** Options of {@link fixLength}. */
export interface FixLengthOptions {
  /** Wanted length in samples, at least 0. */
  readonly size: number;
  /**
   * What stands behind the end of a shorter signal, as in `numpy.pad`: a constant, its last sample, the signal mirrored
   * without or with its last sample, or the signal again from its start. @default 'constant'
   */
  readonly mode?: 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap' | undefined;
  /** Value for mode `constant`. @default 0 */
  readonly constantValue?: number | undefined;
}

const names: OptionNames<FixLengthOptions> = { size: true, mode: true, constantValue: true };

/**
 * Cuts a signal to `size` samples, or fills it up behind its end.
 *
 * Source: `librosa.util.fix_length` 0.11.
 *
 * @returns A new signal of `size` samples.
 * @throws {@link DspError} `invalid-option`, or `invalid-signal` if there is nothing to repeat in an empty signal.
 */
export function fixLength<S extends Signal>(samples: S, options: FixLengthOptions): OwnedSignal<S> {
  checkCall('fixLength', 'signal', samples, options, names);
  const { size, mode = 'constant', constantValue = 0 } = options;
  requireInteger('size', size, 0);
  const source = sourceOf(mode);
  const output = likeSignal(samples, size);
  const n = samples.length;
  output.set(n > size ? samples.subarray(0, size) : samples);
  if (size <= n) return output;
  if (source === null) return output.fill(constantValue, n) as OwnedSignal<S>;
  if (n === 0) {
    throw new DspError('invalid-signal', `An empty signal cannot be filled up by mode '${mode}'. Use mode 'constant'.`);
  }
  for (let i = n; i < size; i++) output[i] = samples[source(i, n)]!;
  return output;
}

/** For every mode but `constant`, the index whose sample stands at `i` behind a signal of `n` samples. */
function sourceOf(mode: NonNullable<FixLengthOptions['mode']>): ((i: number, n: number) => number) | null {
  switch (mode) {
    case 'constant':
      return null;
    case 'edge':
      return (_, n) => n - 1;
    case 'wrap':
      return (i, n) => i % n;
    case 'reflect':
      return (i, n) => (n === 1 ? 0 : fold(i % (2 * n - 2), 2 * n - 2, n));
    case 'symmetric':
      return (i, n) => fold(i % (2 * n), 2 * n - 1, n);
    default:
      throw new DspError(
        'invalid-option',
        `mode must be 'constant', 'edge', 'reflect', 'symmetric' or 'wrap'. Received ${String(mode)}.`,
      );
  }
}

function fold(i: number, mirror: number, n: number): number {
  return i < n ? i : mirror - i;
}
