import type { AdamNumbers } from './adam-step.ts';
import type { OptimizerOptions } from './check-optimizer.ts';

/** The numbers of Adam's steps, one after the other, rounded as Keras 3 rounds them. */
export class AdamSchedule {
  /** Steps taken. */
  step = 0;
  private readonly options: OptimizerOptions;
  private beta1Power = 1;
  private beta2Power = 1;

  constructor(options: OptimizerOptions) {
    this.options = options;
  }

  /** The numbers of the next step at a learning rate. */
  next(learningRate: number): AdamNumbers {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = this.options;
    this.step++;
    this.beta1Power *= Math.fround(beta1);
    this.beta2Power *= Math.fround(beta2);
    // Keras computes the corrections in float32, where 1 - 0.999 is off by 5e-5: rounded as it rounds.
    const firstCorrection = 1 - Math.fround(this.beta1Power);
    const secondCorrection = 1 - Math.fround(this.beta2Power);
    return { beta1, beta2, epsilon, rate: (learningRate * Math.sqrt(secondCorrection)) / firstCorrection };
  }

  /** What weight decay leaves of a weight, by the weight's name. */
  keep(name: string, learningRate: number): number {
    const { weightDecay = 0.004, excludeFromWeightDecay = [] } = this.options;
    const decays = this.options.name === 'adamw' && !excludeFromWeightDecay.some((part) => name.includes(part));
    return decays ? 1 - weightDecay * learningRate : 1;
  }

  /** Goes on after so many steps. */
  restore(step: number): void {
    this.step = 0;
    this.beta1Power = 1;
    this.beta2Power = 1;
    while (this.step < step) this.next(0);
  }
}
