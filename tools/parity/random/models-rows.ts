import * as tf from '@tensorflow/tfjs';
import * as models from '../../../packages/models/src/index.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

const normal = (random: Draw): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Rows of a table around a center of their class, on scales of any size. */
function table(random: Draw): { x: Float64Array; y: number[]; shape: [number, number]; classes: number } {
  const classes = 2 + Math.floor(random() * 4);
  const columns = 1 + Math.floor(random() * 8);
  const rows = classes * (3 + Math.floor(random() * 12));
  const scale = Array.from({ length: columns }, () => 10 ** (2 * random() - 1));
  const centers = Array.from({ length: classes * columns }, () => normal(random));
  const y = Array.from({ length: rows }, (_, i) => (i < classes ? i : Math.floor(random() * classes)));
  const x = Float64Array.from({ length: rows * columns }, (_, n) => {
    const column = n % columns;
    return scale[column]! * (centers[y[Math.floor(n / columns)]! * columns + column]! + normal(random));
  });
  return { x, y, shape: [rows, columns], classes };
}

/**
 * The largest value of a kernel. libsvm rounds its kernel to float32, so that each support vector moves a score by up to C · K · 2⁻²⁴,
 * which is more than the last digits of an unscaled table's scores.
 */
function largestSquare(
  x: Float64Array,
  columns: number,
  { kernel, standardize }: { readonly kernel: string; readonly standardize: boolean },
): number {
  if (kernel === 'rbf') return 1;
  let largest = standardize ? columns : 0;
  for (let from = 0; from < x.length; from += columns)
    largest = Math.max(
      largest,
      x.subarray(from, from + columns).reduce((sum, value) => sum + value * value, 0),
    );
  return largest;
}

/** A linear model's scores beside those of scikit-learn's, which is fitted to the same rows. */
function linear(kind: 'logistic' | 'svm', tolerance: number): RandomRow {
  return {
    name: kind === 'logistic' ? 'trainLinear' : 'trainLinear (svm)',
    measure: 'relative',
    tolerance,
    refusals: [{ message: /Solver terminated early/, why: 'rounding keeps libsvm from 1e-10' }],
    draw(random) {
      const { x, y, shape } = table(random);
      const options = {
        C: pick(random, 0.01, 0.1, 1, 10),
        classWeight: pick(random, null, 'balanced' as const),
        standardize: random() < 0.7,
        kernel: pick(random, 'rbf' as const, 'linear' as const),
        gamma: pick<'scale' | 'auto' | number>(random, 'scale', 'auto', 0.1),
      };
      const { kernel, gamma, ...shared } = options;
      const scores = (data: Float64Array): Float64Array => {
        const own = kind === 'svm' ? (kernel === 'rbf' ? { kernel, gamma } : { kernel }) : {};
        const tolerance = kind === 'svm' ? 1e-7 : 1e-12;
        const model = models.trainLinear({ data, shape }, y, {
          kind,
          ...shared,
          ...own,
          tolerance,
          maxIterations: 1e6,
        });
        return models.decisionFunction(model, { data, shape }).data;
      };
      return {
        title: JSON.stringify({ shape, ...(kind === 'svm' ? options : shared) }),
        call: 'random_references.linear',
        args: [{ data: x, shape }, y],
        kwargs: {
          kind,
          c: options.C,
          class_weight: options.classWeight,
          standardize: options.standardize,
          kernel,
          gamma,
        },
        ours: () => scores(x),
        // Of a pair whose multipliers are all at a bound, any intercept of an interval is right.
        mayBeBounds: kind === 'svm',
        ...(kind === 'svm' && { scale: (4 * options.C * largestSquare(x, shape[1], options)) / 2 ** 24 / tolerance }),
      };
    },
  };
}

/** Weights of dense layers, row after row, and their sizes. */
function dense(random: Draw): { units: [number, number][]; weights: Float32Array } {
  const sizes = [
    1 + Math.floor(random() * 12),
    ...Array.from({ length: Math.floor(random() * 3) }, () => 1 + Math.floor(random() * 16)),
    2 + Math.floor(random() * 7),
  ];
  const units = sizes.slice(1).map((size, i): [number, number] => [sizes[i]!, size]);
  const count = units.reduce((sum, [rows, columns]) => sum + rows * columns + columns, 0);
  const size = pick(random, 0.3, 1, 3);
  return { units, weights: Float32Array.from({ length: count }, () => size * normal(random)) };
}

/** The same values, each with its last bit in float32 changed, up and down in turns. */
const nudgedSingle = (values: Float32Array): Float32Array =>
  values.map((value, i) => value * (1 + (i % 2 === 0 ? 1 : -1) * 2 ** -23));

/** The largest sum of magnitudes that dense layers with ReLU between them add up for one value, of all rows. */
function largestSum({ units, weights }: ReturnType<typeof dense>, x: Float32Array): number {
  let largest = 0;
  const dim = units[0]![0];
  for (let from = 0; from < x.length; from += dim) {
    let values: readonly number[] = Array.from(x.subarray(from, from + dim), Math.abs);
    let place = 0;
    for (const [inputs, outputs] of units) {
      const bias = place + inputs * outputs;
      const kernel = place;
      values = Array.from({ length: outputs }, (_, j) =>
        values.reduce(
          (sum, value, k) => sum + value * Math.abs(weights[kernel + k * outputs + j]!),
          Math.abs(weights[bias + j]!),
        ),
      );
      place = bias + outputs;
    }
    largest = Math.max(largest, ...values);
  }
  return largest;
}

/** A head with given weights. */
async function headOf({
  units,
  weights,
}: {
  units: [number, number][];
  weights: Float32Array;
}): Promise<tf.LayersModel> {
  await models.selectBackend('cpu');
  const head = models.createHead({
    inputDim: units[0]![0],
    classes: units.at(-1)![1],
    units: units.slice(0, -1).map(([, size]) => size),
    dropout: 0,
  });
  let at = 0;
  for (const layer of head.layers.filter((one) => one.getClassName() === 'Dense')) {
    tf.tidy(() =>
      layer.setWeights(
        layer.getWeights().map(({ shape, size }) => {
          at += size;
          return tf.tensor(weights.slice(at - size, at), shape);
        }),
      ),
    );
  }
  return head;
}

/** The functions of `@ser/models` that scikit-learn, Keras or torch compute. */
export const modelsRows: readonly RandomRow[] = [
  linear('logistic', 1e-8),
  linear('svm', 1e-5),
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
  {
    name: 'predict',
    measure: 'relative',
    tolerance: 2e-6,
    draw(random) {
      const layers = dense(random);
      const dim = layers.units[0]![0];
      const rows = 1 + Math.floor(random() * 9);
      const x = Float32Array.from({ length: rows * dim }, () => pick(random, 1, 10) * normal(random));
      const predicted = async (inputs: Float32Array): Promise<Float32Array> => {
        const head = await headOf(layers);
        const probabilities = await models.predict(head, inputs, { sampleShape: [dim] });
        head.dispose();
        return probabilities;
      };
      return {
        title: JSON.stringify({ rows, units: layers.units }),
        call: 'random_references.torch_head',
        args: [{ data: x, shape: [rows, dim] }, layers.weights, layers.units],
        kwargs: {},
        ours: () => predicted(x),
        // A unit in the last place of a logit of 16 is 1e-6, and more of larger ones.
        scale: Math.max(1, largestSum(layers, x) / 16),
      };
    },
  },
  {
    name: 'train',
    measure: 'absolute',
    // float32 over some steps of Adam, whose division by a small root enlarges the last bit.
    tolerance: 2e-4,
    draw(random) {
      const layers = dense(random);
      const [dim, classes] = [layers.units[0]![0], layers.units.at(-1)![1]];
      const rows = 4 + Math.floor(random() * 12);
      const x = Float32Array.from({ length: rows * dim }, () => normal(random));
      const y = Array.from({ length: rows }, () => Math.floor(random() * classes));
      const [epochs, batchSize] = [1 + Math.floor(random() * 3), pick(random, 2, 5, 32)];
      const labelSmoothing = pick(random, 0, 0.1);
      const classWeights = random() < 0.4 ? Array.from({ length: classes }, () => 0.2 + 2 * random()) : undefined;
      const optimizer = {
        name: pick(random, 'adam' as const, 'adamw' as const),
        learningRate: pick(random, 1e-4, 1e-3, 1e-2),
        beta1: pick(random, 0.9, 0.5),
        beta2: pick(random, 0.999, 0.9),
        ...pick(random, {}, { clipNorm: 0.5 }, { globalClipNorm: 0.5 }, { clipValue: 0.05 }),
      };
      /** Losses of the epochs, then the probabilities of the trained head. */
      const fitted = async (inputs: Float32Array): Promise<number[]> => {
        const head = await headOf(layers);
        const { history } = await models.fit(head, {
          ...{
            x: inputs,
            y,
            sampleShape: [dim],
            classes,
            epochs,
            batchSize,
            optimizer,
            labelSmoothing,
            shuffle: false,
          },
          ...(classWeights && { classWeights }),
        });
        const probabilities = await models.predict(head, inputs, { sampleShape: [dim] });
        head.dispose();
        return [...history.loss!, ...probabilities];
      };
      return {
        title: JSON.stringify({
          rows,
          units: layers.units,
          epochs,
          batchSize,
          labelSmoothing,
          classWeights,
          optimizer,
        }),
        call: 'random_references.keras_train',
        args: [{ data: x, shape: [rows, dim] }, y, layers.weights, layers.units],
        kwargs: {
          epochs,
          batch_size: batchSize,
          smoothing: labelSmoothing,
          class_weights: classWeights ?? null,
          optimizer,
        },
        ours: () => fitted(x),
        nudged: () => fitted(nudgedSingle(x)),
      };
    },
  },
];
