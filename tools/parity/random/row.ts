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
  ours(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /**
   * Our values of the same call with an input changed in its last bits. Where that changes them as much as the reference differs,
   * neither side's rounding is wrong, and the call counts as ill-conditioned.
   */
  nudged?(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** What relative differences are divided by, where it is more than the largest value of the reference. */
  readonly scale?: number;
  /** Where more than one answer is right, the reference gives the least values and then the greatest: ours must lie between. */
  readonly mayBeBounds?: boolean;
}

/** A public function held against a reference: add one to a table, and `pnpm parity:random` draws it. */
export interface RandomRow {
  readonly name: string;
  /** What differences are divided by: the largest value of the reference or the call's `scale`, or 1. */
  readonly measure: 'relative' | 'absolute';
  /** Above this a call is printed. */
  readonly tolerance: number;
  /** Refusals that the other side does not share, and why that is right. */
  readonly refusals?: readonly Refusal[];
  draw(random: Draw): DrawnCall;
}

/** A message that one side gives where the other answers. */
export interface Refusal {
  readonly message: RegExp;
  readonly why: string;
  /** Whether the other side's answer is what `why` says; any will do if absent. */
  holds?(answer: ArrayLike<number>): boolean;
}

/** Chooses one of the values. */
export function pick<T>(random: Draw, ...values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}

/** A standard normal number. */
export const normal = (random: Draw): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** By what each value of an input is multiplied to change its last bit, up and down in turns. @param bits Of the mantissa */
export const nudge = (i: number, bits: 23 | 52): number => 1 + (i % 2 === 0 ? 1 : -1) * 2 ** -bits;
