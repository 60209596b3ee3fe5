import * as tf from '@tensorflow/tfjs';
import * as models from '../../../packages/models/src/index.ts';
import { type Draw, normal, nudge, pick, type RandomRow } from './row.ts';

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

/** Heads of dense layers: predictions beside torch, training beside Keras. */
export const headRows: readonly RandomRow[] = [
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
        nudged: () => fitted(x.map((value, i) => value * nudge(i, 23))),
      };
    },
  },
];
