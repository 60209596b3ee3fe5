/**
 * How long a thread that waits for another one does so at full speed, in microseconds: long enough for one that is a little late, too
 * short to burn what one that lost its core needs to come back (docs/decisions/0185).
 */
const SPINNING = '50';

/** Options of {@link sessionSettings}. */
export interface SessionSettingsOptions {
  /** Threads; 0 takes one for each physical core. @default 0 */
  readonly threads?: number | undefined;
  /** Whether a thread that waits for another one does so at full speed for a moment. @default true */
  readonly isSpinning?: boolean | undefined;
  /** Further entries of the session's configuration. @default {} */
  readonly configuration?: object | undefined;
}

/** What every session is opened with, whatever it loads and computes on, as ONNX Runtime calls it. */
export function sessionSettings(options: SessionSettingsOptions): Record<string, unknown> {
  const { threads = 0, isSpinning = true, configuration } = options;
  const waiting = isSpinning ? { spin_duration_us: SPINNING } : { allow_spinning: '0' };
  return {
    intraOpNumThreads: threads,
    // What it cannot do is thrown; on the way there it would print, of nodes that stay on the CPU for instance.
    logSeverityLevel: 3,
    extra: { session: { intra_op: waiting, ...configuration } },
  };
}
