import type { ScalarSink } from '@ser/models';
import { createPace } from '../terminal/pace.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** A stage of the work as the live page shows it. */
export interface LiveStage {
  readonly title: string;
  readonly total: number;
  done: number;
  detail: string;
  /** Seconds that the rest takes at the pace of now; null where that is not known yet. */
  left: number | null;
  /** What came out; null while it goes on. */
  summary: string | null;
}

/** The figures of each epoch of one training. */
export interface LiveCurve {
  readonly name: string;
  readonly epochs: { readonly epoch: number; readonly scalars: Readonly<Record<string, number>> }[];
}

/** All that the live page shows. */
export interface LiveState {
  readonly command: string;
  readonly stages: LiveStage[];
  readonly notes: string[];
  readonly curves: LiveCurve[];
}

/** A state that a reporter and the sinks of trainings write to, besides what they do anyway. */
export function followWork(
  command: string,
  reporter: Reporter,
): { state: LiveState; reporter: Reporter; sink: (name: string) => ScalarSink } {
  const state: LiveState = { command, stages: [], notes: [], curves: [] };
  return {
    state,
    reporter: {
      note(text) {
        state.notes.push(text);
        reporter.note(text);
      },
      warn(text) {
        state.notes.push(text);
        reporter.warn(text);
      },
      stage(title, total, options) {
        const own = reporter.stage(title, total, options);
        const pace = createPace();
        const stage: LiveStage = { title, total, done: 0, detail: '', left: null, summary: null };
        state.stages.push(stage);
        return {
          update(done, detail = '') {
            pace.see(done, performance.now());
            const rate = pace.rate();
            Object.assign(stage, { done, detail, left: rate ? (total - done) / rate : null });
            own.update(done, detail);
          },
          end(summary) {
            Object.assign(stage, { done: total, left: 0, summary });
            return own.end(summary);
          },
        };
      },
    },
    sink(name) {
      const curve: LiveCurve = { name, epochs: [] };
      state.curves.push(curve);
      return {
        async write(scalars, epoch) {
          curve.epochs.push({ epoch, scalars });
        },
        async close() {},
      };
    },
  };
}
