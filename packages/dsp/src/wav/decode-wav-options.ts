/** Options of {@link decodeWav}. */
export interface DecodeWavOptions {
  /** Skip so much of the start, in seconds; rounded down to whole frames. @default 0 */
  readonly offset?: number | undefined;
  /** Decode so much at most, in seconds; rounded down to whole frames. @default everything */
  readonly duration?: number | undefined;
  /** Precision of the samples. Only 32-bit integer and 64-bit float files hold more than float32. @default 'float32' */
  readonly dtype?: 'float32' | 'float64' | undefined;
  /** What to do about NaN and infinities, which only float files can hold: refuse, or hand on. @default 'error' */
  readonly nonFinite?: 'error' | 'keep' | undefined;
}
