import { improves, monitored, resolveMode } from './monitor.ts';
import type { EpochLogs, ReduceOnPlateauOptions } from './training-types.ts';

/** What the reduction remembers between epochs; plain JSON. */
export interface PlateauState {
  /** Best figure so far, null before the first. */
  best: number | null;
  /** Epochs since then. */
  wait: number;
  /** Epochs of cooldown left. */
  cooldown: number;
  /** Factor on the scheduled learning rate. */
  scale: number;
}

/**
 * Judges one epoch and reduces the factor on the learning rate when progress stalls.
 *
 * Source: Keras 3 `ReduceLROnPlateau.on_epoch_end`.
 *
 * @param learningRate Rate of the epoch's last step.
 */
export function reduceOnPlateau(
  state: PlateauState,
  logs: EpochLogs,
  learningRate: number,
  options: ReduceOnPlateauOptions,
): void {
  const { monitor = 'val_loss', factor = 0.1, patience = 10, minDelta = 1e-4 } = options;
  const { cooldown = 0, minLearningRate = 0 } = options;
  const value = monitored(logs, monitor);
  const mode = resolveMode(options.mode, monitor);
  if (state.cooldown > 0) {
    state.cooldown--;
    state.wait = 0;
  }
  if (state.best === null ? !Number.isNaN(value) : improves(value, state.best, { mode, minDelta })) {
    state.best = value;
    state.wait = 0;
  } else if (state.cooldown === 0) {
    state.wait++;
    if (state.wait >= patience && learningRate > minLearningRate) {
      state.scale *= Math.max(learningRate * factor, minLearningRate) / learningRate;
      state.cooldown = cooldown;
      state.wait = 0;
    }
  }
}
