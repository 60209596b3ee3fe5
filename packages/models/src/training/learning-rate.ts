/** A learning rate that falls along half a cosine, as Keras 3 `CosineDecay`. */
export interface CosineSchedule {
  readonly schedule: 'cosine';
  /** Rate at the start of the decay, > 0. */
  readonly initial: number;
  /** Steps from `initial` down to `alpha × initial`, ≥ 1. */
  readonly decaySteps: number;
  /** Least rate as a share of `initial`, in [0, 1]. @default 0 */
  readonly alpha?: number | undefined;
  /** Steps of linear warm-up from 0 to `initial` before the decay. @default 0 */
  readonly warmupSteps?: number | undefined;
}

/** A learning rate that is multiplied by `factor` after every `every` steps, as Keras 3 `ExponentialDecay(staircase=True)`. */
export interface StepSchedule {
  readonly schedule: 'step';
  /** Rate before the first fall, > 0. */
  readonly initial: number;
  /** Steps between two falls, ≥ 1. */
  readonly every: number;
  /** Multiplier of one fall, in (0, 1]. */
  readonly factor: number;
  /** Steps of linear warm-up from 0 to `initial` before the first interval. @default 0 */
  readonly warmupSteps?: number | undefined;
}

/** A constant rate that is reached by linear warm-up. */
export interface ConstantSchedule {
  readonly schedule: 'constant';
  /** The rate, > 0. */
  readonly initial: number;
  /** Steps of linear warm-up from 0 to `initial`. @default 0 */
  readonly warmupSteps?: number | undefined;
}

/** A learning rate: one number, or a schedule over optimizer steps. */
export type LearningRate = number | CosineSchedule | StepSchedule | ConstantSchedule;

/**
 * The learning rate of one optimizer step.
 *
 * @param rate Number or schedule.
 * @param step Index of the step, 0 for the first.
 */
export function learningRateAt(rate: LearningRate, step: number): number {
  if (typeof rate === 'number') return rate;
  const warmupSteps = rate.warmupSteps ?? 0;
  if (step < warmupSteps) return (rate.initial * step) / warmupSteps;
  const elapsed = step - warmupSteps;
  if (rate.schedule === 'cosine') {
    const alpha = rate.alpha ?? 0;
    const progress = Math.min(elapsed, rate.decaySteps) / rate.decaySteps;
    return rate.initial * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * progress)) + alpha);
  }
  if (rate.schedule === 'constant') return rate.initial;
  let value = rate.initial;
  for (let fall = Math.floor(elapsed / rate.every); fall > 0; fall--) value *= rate.factor;
  return value;
}
