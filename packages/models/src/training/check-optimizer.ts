import { ModelsError } from '../errors.ts';
import type { LearningRate } from './learning-rate.ts';

/** Options of Adam and AdamW, with Keras 3's defaults. */
export interface OptimizerOptions {
  /** `adam`, or `adamw` with decoupled weight decay. */
  readonly name: 'adam' | 'adamw';
  /** Rate or schedule. @default 0.001 */
  readonly learningRate?: LearningRate | undefined;
  /** Decay of the mean of gradients, in [0, 1). @default 0.9 */
  readonly beta1?: number | undefined;
  /** Decay of the mean of squared gradients, in [0, 1). @default 0.999 */
  readonly beta2?: number | undefined;
  /** Added to the root of the second moment, > 0. @default 1e-7 */
  readonly epsilon?: number | undefined;
  /** Share of a weight, times the learning rate, taken off at each step; `adamw` only. @default 0.004 */
  readonly weightDecay?: number | undefined;
  /** Names, or parts of names, of the weights that do not decay: `bias`. @default [] */
  readonly excludeFromWeightDecay?: readonly string[] | undefined;
  /** Largest Euclidean norm of the gradient of one weight tensor, > 0; at most one of the three clips. */
  readonly clipNorm?: number | undefined;
  /** Largest Euclidean norm of all gradients together, > 0. */
  readonly globalClipNorm?: number | undefined;
  /** Largest magnitude of one gradient value, > 0. */
  readonly clipValue?: number | undefined;
}

function fail(name: string, rule: string, received: unknown): never {
  throw new ModelsError(
    'invalid-option',
    `Invalid optimizer option "${name}": must be ${rule}. Received ${String(received)}.`,
  );
}

/** Checks every option of an optimizer. */
export function checkOptimizer(options: OptimizerOptions): void {
  const { name, learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay } = options;
  const { clipNorm, globalClipNorm, clipValue } = options;
  if (name !== 'adam' && name !== 'adamw') fail('name', 'one of adam, adamw', name);
  for (const [key, value] of Object.entries({ beta1, beta2 })) {
    if (!(value >= 0 && value < 1)) fail(key, 'in [0, 1)', value);
  }
  if (!(epsilon > 0)) fail('epsilon', 'greater than 0', epsilon);
  if (weightDecay !== undefined && name !== 'adamw') fail('weightDecay', 'left out unless name is adamw', weightDecay);
  if (weightDecay !== undefined && !(weightDecay >= 0)) fail('weightDecay', 'at least 0', weightDecay);
  const clips = Object.entries({ clipNorm, globalClipNorm, clipValue }).filter(([, value]) => value !== undefined);
  for (const [key, value] of clips) if (!(value! > 0)) fail(key, 'greater than 0', value);
  if (clips.length > 1)
    fail(
      clips[1]![0],
      'the only one of clipNorm, globalClipNorm, clipValue',
      clips.map(([key]) => key),
    );
  const initial = typeof learningRate === 'number' ? learningRate : learningRate.initial;
  if (!(initial >= 0 && Number.isFinite(initial))) fail('learningRate', 'a finite number of at least 0', initial);
  if (typeof learningRate === 'number') return;
  const { warmupSteps = 0 } = learningRate;
  const steps = { warmupSteps, ...(learningRate.schedule === 'cosine' && { decaySteps: learningRate.decaySteps }) };
  for (const [key, value] of Object.entries(steps)) {
    if (!(Number.isInteger(value) && value >= (key === 'warmupSteps' ? 0 : 1)))
      fail(`learningRate.${key}`, 'a number of steps', value);
  }
  if (learningRate.schedule === 'step') {
    const { every, factor } = learningRate;
    if (!(Number.isInteger(every) && every >= 1)) fail('learningRate.every', 'an integer of at least 1', every);
    if (!(factor > 0 && factor <= 1)) fail('learningRate.factor', 'in (0, 1]', factor);
  }
}
