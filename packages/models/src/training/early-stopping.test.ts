import { describe, expect, it } from 'vitest';
import { golden } from '../../testing/training-golden.ts';
import { ModelsError } from '../errors.ts';
import { judgeEpoch } from './early-stopping.ts';
import { reduceOnPlateau } from './reduce-on-plateau.ts';
import type { EpochLogs } from './training-types.ts';

/** The other watcher, in the shape of this one. */
function reducing(
  state: { best: number | null; bestEpoch: number; wait: number },
  logs: EpochLogs,
  _: number,
  options: { patience: number },
): void {
  const plateau = { best: state.best, wait: state.wait, cooldown: 0, scale: 1 };
  reduceOnPlateau(plateau, logs, 1, { ...options, minDelta: 0 });
  Object.assign(state, { best: plateau.best, wait: plateau.wait });
}

describe('judgeEpoch', () => {
  const { series, cases } = golden.earlyStopping;
  it.each(cases)('stops where Keras stops: $options', ({ options, epochs, bestEpoch, stopped }) => {
    const state = { best: null, bestEpoch: 0, wait: 0 };
    let run = 0;
    let stop = false;
    while (run < series.length && !stop) {
      stop = judgeEpoch(state, { val_loss: series[run]! }, run, options).stop;
      run++;
    }
    expect({ epochs: run, bestEpoch: state.bestEpoch, stopped: stop }).toEqual({ epochs, bestEpoch, stopped });
  });

  it('takes an equal figure for no improvement', () => {
    const state = { best: null, bestEpoch: 0, wait: 0 };
    const stops = [1, 1, 1].map((value, epoch) => judgeEpoch(state, { val_loss: value }, epoch, { patience: 2 }).stop);
    expect(stops).toEqual([false, false, true]);
    const rising = { best: null, bestEpoch: 0, wait: 0 };
    const best = [1, 1, 2].map(
      (value, epoch) => judgeEpoch(rising, { val_f1: value }, epoch, { patience: 9, monitor: 'val_f1' }).isBest,
    );
    expect(best).toEqual([true, false, true]);
  });

  it('takes figures that are equal in float32 for equal, as Keras does', () => {
    const close = [0.9, 0.5, 0.5 - 1e-9, 0.5 - 2e-9];
    for (const judge of [judgeEpoch, reducing]) {
      const state = { best: null, bestEpoch: 0, wait: 0 };
      close.forEach((value, epoch) => {
        judge(state, { val_loss: value }, epoch, { patience: 9 });
      });
      expect(state).toEqual({ best: 0.5, bestEpoch: judge === judgeEpoch ? 1 : 0, wait: 2 });
    }
  });

  it('never takes NaN for an improvement', () => {
    const state = { best: null, bestEpoch: 0, wait: 0 };
    expect(judgeEpoch(state, { val_loss: Number.NaN }, 0, { patience: 1 })).toEqual({
      isBest: false,
      stop: false,
      isWatched: true,
    });
    expect(judgeEpoch(state, { val_loss: 1 }, 1, { patience: 1 }).isBest).toBe(true);
  });

  it('names the figures there are when the one to watch is missing', () => {
    const state = { best: null, bestEpoch: 0, wait: 0 };
    expect(() => judgeEpoch(state, { loss: 1, accuracy: 0.5 }, 0, { patience: 1 })).toThrow(/val_loss.*loss, accuracy/);
    expect(() => judgeEpoch(state, {}, 0, { patience: 1 })).toThrow(ModelsError);
  });
});
