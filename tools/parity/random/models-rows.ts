import * as models from '../../../packages/models/src/index.ts';
import { headRows } from './models-head-rows.ts';
import { linearRows } from './models-linear-rows.ts';
import { normal, pick, type RandomRow } from './row.ts';

/** The functions of `@ser/models` that scikit-learn, Keras or torch compute. */
export const modelsRows: readonly RandomRow[] = [
  ...linearRows,
  {
    name: 'balancedClassWeights',
    measure: 'relative',
    tolerance: 1e-14,
    draw(random) {
      const classes = 1 + Math.floor(random() * 9);
      const y = Array.from({ length: 1 + Math.floor(random() * 50) }, () => Math.floor(random() ** 2 * classes));
      return {
        title: JSON.stringify({ y, classes }),
        call: 'random_references.class_weights',
        args: [y, classes],
        kwargs: {},
        ours: () => models.balancedClassWeights(y, classes),
      };
    },
  },
  {
    name: 'fitNormalization',
    measure: 'relative',
    // Sums are float64 on both sides, and the result is float32.
    tolerance: 1e-7,
    draw(random) {
      const [rows, dim] = [1 + Math.floor(random() * 40), 1 + Math.floor(random() * 20)];
      const level = pick(random, 1e-3, 1, 1e3);
      const x = Float32Array.from({ length: rows * dim }, () => level * (normal(random) + 3));
      return {
        title: `${rows} × ${dim} at ${level}`,
        call: 'random_references.moments',
        args: [{ data: x, shape: [rows, dim] }],
        kwargs: {},
        ours: () => {
          const { mean, variance } = models.fitNormalization(x, { dim });
          return [...mean, ...variance];
        },
      };
    },
  },
  {
    name: 'learningRateAt',
    measure: 'relative',
    // Keras' schedules are float32.
    tolerance: 2e-6,
    draw(random) {
      const initial = 10 ** (-5 + 4 * random());
      const [decaySteps, warmupSteps, alpha] = [1 + Math.floor(random() * 500), Math.floor(random() * 20), random()];
      const step = Math.floor(random() * 600);
      const warm =
        warmupSteps > 0
          ? { initial_learning_rate: 0, warmup_target: initial, warmup_steps: warmupSteps }
          : { initial_learning_rate: initial };
      return {
        title: JSON.stringify({ initial, decaySteps, warmupSteps, alpha, step }),
        call: 'random_references.keras_rate',
        args: ['CosineDecay', step],
        kwargs: { decay_steps: decaySteps, alpha, ...warm },
        ours: () => [models.learningRateAt({ schedule: 'cosine', initial, decaySteps, warmupSteps, alpha }, step)],
      };
    },
  },
  {
    name: 'preprocessInput',
    measure: 'relative',
    tolerance: 1e-6,
    draw(random) {
      const [name, keras] = pick(random, ['vgg16', 'vgg16'], ['vgg19', 'vgg19'], [
        'resnet101v2',
        'resnet_v2',
      ] as const) as [models.BackboneName, string];
      const shape = [1 + Math.floor(random() * 6), 1 + Math.floor(random() * 6), 3];
      const data = Float32Array.from({ length: shape[0]! * shape[1]! * 3 }, () => 255 * random());
      return {
        title: `${name} [${shape}]`,
        call: 'random_references.keras_preprocess',
        args: [keras, { data, shape }],
        kwargs: {},
        ours: () => models.preprocessInput(name, { data, shape }).data,
      };
    },
  },
  ...headRows,
];
