/** Numbers in [0, 1), the same for the same seed. */
export type Draw = () => number;

/** One drawn call: what we give, and how the reference is asked for the same. */
export interface DrawnCall {
  /** Arguments, for the report. */
  readonly title: string;
  /** Name of the function in Python, such as `librosa.feature.mfcc`. */
  readonly call: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  /** Our values in the order of the reference's. */
  ours(): ArrayLike<number>;
}

/** A public function held against a reference: add one to a table, and `pnpm parity:random` draws it. */
export interface RandomRow {
  readonly name: string;
  /** What differences are divided by: the largest value of the reference, or 1. */
  readonly measure: 'relative' | 'absolute';
  /** Above this a call is printed. */
  readonly tolerance: number;
  draw(random: Draw): DrawnCall;
}

/** Chooses one of the values. */
export function pick<T>(random: Draw, ...values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}
