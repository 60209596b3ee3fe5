import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectParity } from '../../../../../tools/parity/expect-parity.ts';
import { compareFineTuned } from '../../../testing/compare-fine-tuned.ts';
import { fineTuneOnOnnx } from '../../../testing/fine-tune-on-onnx.ts';
import { gradientGolden } from '../../../testing/gradient-golden.ts';
import { runTraining } from '../../../testing/run-training.ts';
import { separableSamples } from '../../../testing/separable-samples.ts';
import { pooled } from '../../../testing/small.ts';
import { buildSmall, smallInputShape } from '../../../testing/small-networks.ts';
import { checkFit } from '../../../testing/training-cases.ts';
import { golden } from '../../../testing/training-golden.ts';
import { selectBackend } from '../../accelerators/select-backend.ts';
import { compileToTfjs } from '../../engines/tfjs/compile-to-tfjs.ts';
import { vggGraph } from '../../families/vgg/vgg-graph.ts';
import { createClassifier } from '../../heads/create-classifier.ts';
import { createHead } from '../../heads/create-head.ts';
import { initializeWeights } from '../../weights/initialize-weights.ts';
import { memoryCheckpoint } from '../checkpoint.ts';
import { fit } from '../fit.ts';
import { train } from '../train.ts';
import type { TrainingEvent, TrainOptions } from '../training-types.ts';

const weightsOf = (model: tf.LayersModel): number[][] => model.getWeights().map((w) => Array.from(w.dataSync()));

describe('train on ONNX Runtime', () => {
  beforeAll(() => selectBackend('wasm'));

  it.each(golden.fits)('repeats 20 epochs of Keras from the same start and batches: $name', (one) =>
    checkFit(one, 'onnx'),
  );

  it('gives the same in micro-batches', () => checkFit(golden.fits[1]!, 'onnx', 5));

  it.each(gradientGolden.fits)('fine-tunes as Keras does: $name', async (one) => {
    compareFineTuned(await fineTuneOnOnnx(one), one, 'onnx');
  });

  const head = { inputDim: 8, classes: 4, units: [16, 8], seed: 2 } as const;
  const samples: TrainOptions = {
    ...separableSamples({ count: 50, dim: 8, classes: 4, seed: 1 }),
    validation: separableSamples({ count: 20, dim: 8, classes: 4, seed: 2 }),
    sampleShape: [8],
    classes: 4,
    epochs: 4,
    batchSize: 8,
    seed: 3,
  };

  it('reports what the TensorFlow.js path reports: dropout, mixup, weights, smoothing, clipping, schedules, stopping', async () => {
    const options: TrainOptions = {
      ...samples,
      mixup: 0.3,
      labelSmoothing: 0.1,
      microBatchSize: 3,
      classWeights: [1, 2, 0.5, 1],
      sampleWeights: Array.from({ length: 50 }, (_, i) => 1 + (i % 3)),
      optimizer: {
        name: 'adamw',
        learningRate: { schedule: 'cosine', initial: 0.01, decaySteps: 20, warmupSteps: 3 },
        excludeFromWeightDecay: ['bias'],
        globalClipNorm: 0.5,
      },
      earlyStopping: { patience: 2, restoreBestWeights: true },
      reduceOnPlateau: { patience: 1 },
      metrics: { first: ({ yPred }) => yPred.filter((c) => c === 0).length },
    };
    const runs = [];
    for (const runtime of ['tfjs', 'onnx'] as const) {
      const model = createHead({ ...head, dropout: 0.3 });
      const { events, result } = await runTraining(model, { ...options, runtime });
      runs.push({ events, result, weights: weightsOf(model) });
      model.dispose();
    }
    const [expected, actual] = runs as [(typeof runs)[0], (typeof runs)[0]];
    const shape = (events: readonly TrainingEvent[]) =>
      events.map((event) => [event.type, 'epoch' in event ? event.epoch : null, 'isBest' in event && event.isBest]);
    expect(shape(actual.events)).toEqual(shape(expected.events));
    expect(actual.result.bestEpoch).toBe(expected.result.bestEpoch);
    expect(Object.keys(actual.result.history)).toEqual(Object.keys(expected.result.history));
    for (const [figure, values] of Object.entries(expected.result.history)) {
      for (const [i, value] of values.entries()) expect(actual.result.history[figure]![i]).toBeCloseTo(value, 5);
    }
    actual.weights.forEach((values, i) => {
      expectParity(values, expected.weights[i]!, {
        package: 'models',
        name: 'train: weights of a head after four epochs of everything',
        reference: "runtime 'tfjs'",
        path: 'onnx',
        measure: 'absolute',
        tolerance: 1e-4,
      });
    });
  });

  it.each([
    ['vgg', 'none'],
    ['vgg', { before: 'block5' }],
    ['resnet', 'none'],
    ['resnet', { before: 'conv3_block2' }],
  ] as const)('moves a %s, frozen %j, as the TensorFlow.js path does', async (name, freeze) => {
    const x = Float32Array.from({ length: 6 * 3072 }, (_, i) => Math.sin(i * i));
    const runs = [];
    for (const runtime of ['tfjs', 'onnx'] as const) {
      const model = createClassifier({ backbone: buildSmall(name), classes: 3, units: [16], seed: 1, freeze });
      const { history } = await fit(model, {
        x,
        y: [0, 1, 2, 0, 1, 2],
        sampleShape: smallInputShape,
        classes: 3,
        epochs: 2,
        batchSize: 6,
        microBatchSize: 4,
        seed: 2,
        runtime,
      });
      runs.push({ loss: history.loss!, weights: weightsOf(model) });
      model.dispose();
    }
    const [expected, actual] = runs as [(typeof runs)[0], (typeof runs)[0]];
    for (const [i, loss] of actual.loss.entries()) expect(loss).toBeCloseTo(expected.loss[i]!, 5);
    expectParity(actual.weights.flat(), expected.weights.flat(), {
      package: 'models',
      name: `train: weights of a ${name} after two epochs`,
      reference: "runtime 'tfjs'",
      path: 'onnx',
      measure: 'absolute',
      // Four steps of Adam are each as long as the learning rate, whatever the gradient: the smallest may change sides.
      tolerance: 4e-3,
    });
  });

  // Of many channels, so that the convolution is filtered by tiles.
  const wide = pooled(vggGraph({ name: 'wide', inputShape: [4, 4, 2], filters: [64], convolutions: [2] }));
  const wideWeights = initializeWeights(wide, { seed: 3 });

  it.each([
    ['a head', [8], () => createHead(head)],
    [
      'a network',
      [4, 4, 2],
      () => createClassifier({ backbone: compileToTfjs(wide, wideWeights), classes: 4, units: [], freeze: 'none' }),
    ],
  ] as const)(
    'goes on after an interruption in mid-epoch to the same bytes, and refuses the state of the other runtime: %s',
    async (_, sampleShape, build) => {
      const of = { dim: (sampleShape as readonly number[]).reduce((size, n) => size * n, 1), classes: 4 };
      const options: TrainOptions = {
        ...samples,
        ...separableSamples({ ...of, count: 50, seed: 1 }),
        validation: separableSamples({ ...of, count: 20, seed: 2 }),
        sampleShape,
        runtime: 'onnx',
      };
      const run = async (more: Partial<TrainOptions>) => {
        const model = build();
        const result = await fit(model, { ...options, ...more });
        const weights = weightsOf(model);
        model.dispose();
        return { result, weights };
      };
      const undisturbed = await run({});
      const checkpoint = memoryCheckpoint();
      const model = build();
      for await (const event of train(model, { ...options, checkpoint })) {
        if (event.type === 'step' && event.epoch === 2 && event.step === 3) break;
      }
      model.dispose();
      await expect(run({ checkpoint, runtime: 'tfjs' })).rejects.toThrow(expect.objectContaining({ code: 'training' }));
      expect(await run({ checkpoint })).toEqual(undisturbed);
    },
  );

  it('gives the model its weights at the end of each epoch, and when it is left early', async () => {
    const model = createHead(head);
    const before = weightsOf(model);
    for await (const event of train(model, { ...samples, runtime: 'onnx' })) {
      if (event.type === 'start') expect(weightsOf(model)).toEqual(before);
      if (event.type === 'epoch') expect(weightsOf(model)).not.toEqual(before);
      if (event.type === 'step' && event.epoch === 1) break;
    }
    expect(weightsOf(model)).not.toEqual(before);
    model.dispose();
  });

  it('leaves no tensor behind', async () => {
    const model = createHead(head);
    const { numTensors } = tf.memory();
    await fit(model, { ...samples, epochs: 1, runtime: 'onnx' });
    expect(tf.memory().numTensors).toBe(numTensors);
    model.dispose();
  });

  it.each([
    [{ runtime: 'torch' }, /runtime must be "tfjs" or "onnx"/],
    [{ runtime: 'onnx', batchNorm: 'batch' }, /batchNorm "batch" moves statistics/],
    [{ runtime: 'onnx', device: 'tpu' }, /device must be one of cpu, cuda/],
    [{ device: 'cuda' }, /device belongs to runtime "onnx"/],
    [{ runtime: 'onnx', optimizer: { name: 'sgd' } }, /adam, adamw/],
  ])('refuses %j', async (wrong, message) => {
    const model = createHead(head);
    await expect(fit(model, { ...samples, ...(wrong as Partial<TrainOptions>) })).rejects.toThrow(message);
    model.dispose();
  });
});
