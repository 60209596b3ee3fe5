import { ModelsError } from '../errors.ts';
import type { EpochLogs } from './training-types.ts';

/** The monitored figure of an epoch. */
export function monitored(logs: EpochLogs, name: string): number {
  const value = logs[name];
  if (value === undefined) {
    throw new ModelsError(
      'invalid-option',
      `Cannot monitor "${name}": an epoch logs ${Object.keys(logs).join(', ')}. Name one of these, or pass the validation part or the metric that gives it.`,
    );
  }
  return value;
}

/**
 * Whether `value` is better than `best` by more than `minDelta`, where less or more is better.
 *
 * Compared in float32, as Keras 3 compares: figures that differ behind its last digit are equal, and patience goes on.
 */
export function improves(value: number, best: number, options: { mode: 'min' | 'max'; minDelta: number }): boolean {
  const { mode, minDelta } = options;
  const limit = Math.fround(best);
  return mode === 'min' ? Math.fround(value + minDelta) < limit : Math.fround(value - minDelta) > limit;
}

/** Resolves `auto` by the name of the figure: less is better for losses and errors, more for everything else. */
export function resolveMode(mode: 'auto' | 'min' | 'max' | undefined, name: string): 'min' | 'max' {
  if (mode === 'min' || mode === 'max') return mode;
  return /loss|error/i.test(name) ? 'min' : 'max';
}
