import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger } from '../validate.ts';

/** Options of {@link stackMemory}. */
export interface StackMemoryOptions {
  /**
   * How many frames stand in each column of the result, an integer ≥ 1.
   * @default 2
   */
  nSteps?: number | undefined;
  /**
   * Frames from one to the next, an integer other than 0; negative looks ahead.
   * @default 1
   */
  delay?: number | undefined;
  /**
   * What lies beyond the ends: zeros, or the frame at the end again.
   * @default 'constant'
   */
  mode?: 'constant' | 'edge' | undefined;
}

const optionNames: OptionNames<StackMemoryOptions> = { nSteps: true, delay: true, mode: true };

/**
 * Puts earlier frames below each frame, shape `[bands · nSteps, frames]`: a short history that a classifier can read.
 *
 * Source: `librosa.feature.stack_memory` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (no frames).
 */
export function stackMemory<T extends Signal>(
  feature: StridedArray<T>,
  options: StackMemoryOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('stackMemory', 'matrix', feature, options, optionNames);
  const { delay = 1, mode = 'constant' } = options;
  const nSteps = requireInteger('nSteps', options.nSteps ?? 2);
  if (!Number.isInteger(delay) || delay === 0) {
    throw new DspError('invalid-option', `delay must be an integer other than 0. Received ${delay}.`);
  }
  if (mode !== 'constant' && mode !== 'edge') {
    throw new DspError('invalid-option', `mode must be 'constant' or 'edge'. Received ${String(mode)}.`);
  }
  const { rows, columns } = shapeOf('feature', feature);
  if (columns === 0) throw new DspError('invalid-signal', 'stackMemory needs at least one frame. Received none.');
  const values = rowMajor(feature);
  const out = likeSignal(values, rows * nSteps * columns);
  for (let step = 0; step < nSteps; step++) {
    for (let row = 0; row < rows; row++) {
      const to = (step * rows + row) * columns;
      for (let t = 0; t < columns; t++) {
        const source = t - step * delay;
        const inside = Math.min(Math.max(source, 0), columns - 1);
        if (source === inside || mode === 'edge') out[to + t] = values[row * columns + inside]!;
      }
    }
  }
  return asMatrix(out, rows * nSteps, columns);
}
