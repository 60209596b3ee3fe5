import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { golden, keras } from '../../testing/training-golden.ts';
import { selectBackend } from '../backend/select-backend.ts';
import { createHead } from '../head/create-head.ts';
import { fitNormalization } from '../head/fit-normalization.ts';
import { predict } from './predict.ts';
import { train } from './train.ts';
import type { TrainingEvent } from './training-types.ts';

type Fit = (typeof golden.fits)[number];

async function repeat(fit: Fit, extra: { microBatchSize?: number } = {}) {
  const { units, classes, dim, y, options } = fit;
  const x = Float32Array.from(fit.x);
  const normalization = fitNormalization(x, { dim });
  const head = createHead({ inputDim: dim, classes, units, dropout: 0, normalization });
  const dense = head.layers.filter((layer) => layer.getClassName() === 'Dense');
  dense.forEach((layer, i) => {
    tf.tidy(() => layer.setWeights(layer.getWeights().map((w, j) => tf.tensor(fit.start[2 * i + j]!, w.shape))));
  });
  const validation = { x: Float32Array.from(fit.validation.x), y: fit.validation.y };
  const training = train(head, {
    x,
    y,
    sampleShape: [dim],
    classes,
    validation,
    epochs: 20,
    batchSize: 16,
    shuffle: false,
    ...options,
    ...extra,
  });
  let event = await training.next();
  const events: TrainingEvent[] = [];
  for (; !event.done; event = await training.next()) events.push(event.value);
  const probabilities = await predict(head, validation.x, { sampleShape: [dim], batchSize: 7 });
  head.dispose();
  return { history: event.value.history, probabilities };
}

describe.each(['wasm', 'cpu'] as const)('train on %s', (backend) => {
  beforeAll(() => selectBackend(backend));
  const claim = {
    package: 'models',
    reference: `${keras} Model.fit`,
    path: backend,
    measure: 'absolute',
    tolerance: 1e-4,
  } as const;

  it.each(golden.fits)('repeats 20 epochs of Keras from the same start and batches: $name', async (fit) => {
    const { history, probabilities } = await repeat(fit);
    for (const figure of ['loss', 'val_loss'] as const) {
      expectParity(history[figure]!, fit.history[figure]!, { ...claim, name: `train: ${figure}, ${fit.name}` });
    }
    for (const figure of ['accuracy', 'val_accuracy'] as const) {
      expect(history[figure]!.map((v) => v.toFixed(5))).toEqual(fit.history[figure]!.map((v) => v.toFixed(5)));
    }
    expectParity(probabilities, fit.probabilities, { ...claim, name: `train: probabilities, ${fit.name}` });
  });

  it('gives the same in micro-batches', async () => {
    const fit = golden.fits[1]!;
    const { history, probabilities } = await repeat(fit, { microBatchSize: 5 });
    expectParity(history.loss!, fit.history.loss!, { ...claim, name: 'train: loss, micro-batches' });
    expectParity(probabilities, fit.probabilities, { ...claim, name: 'train: probabilities, micro-batches' });
  });
});
