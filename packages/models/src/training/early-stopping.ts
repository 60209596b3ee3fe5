import { improves, monitored, resolveMode } from './monitor.ts';
import type { EarlyStoppingOptions, EpochLogs } from './training-types.ts';

/** What a watcher remembers between epochs; plain JSON. */
export interface StoppingState {
  /** Best figure so far, null before the first. */
  best: number | null;
  /** Its epoch, 0 for the first. */
  bestEpoch: number;
  /** Epochs since then. */
  wait: number;
}

/** What an epoch means for the training. */
export interface StoppingVerdict {
  readonly isBest: boolean;
  readonly stop: boolean;
  /** Whether watching had begun. */
  readonly isWatched: boolean;
}

/**
 * Judges one epoch by the monitored figure and updates the state.
 *
 * Source: Keras 3 `EarlyStopping.on_epoch_end`.
 *
 * @param epoch 0 for the first.
 */
export function judgeEpoch(
  state: StoppingState,
  logs: EpochLogs,
  epoch: number,
  options: EarlyStoppingOptions,
): StoppingVerdict {
  const { monitor = 'val_loss', patience, minDelta = 0, startFromEpoch = 0 } = options;
  const value = monitored(logs, monitor);
  if (epoch < startFromEpoch) return { isBest: false, stop: false, isWatched: false };
  state.wait++;
  const mode = resolveMode(options.mode, monitor);
  const isBest = state.best === null ? !Number.isNaN(value) : improves(value, state.best, { mode, minDelta });
  if (isBest) {
    state.best = value;
    state.bestEpoch = epoch;
    state.wait = 0;
  }
  return { isBest, stop: !isBest && state.wait >= patience && epoch > 0, isWatched: true };
}
