import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runTraining } from '../../testing/run-training.ts';
import { separableSamples } from '../../testing/separable-samples.ts';
import { selectBackend } from '../accelerators/select-backend.ts';
import { ModelsError } from '../errors.ts';
import { createHead } from '../heads/create-head.ts';
import { SeededDropout } from '../heads/seeded-dropout.ts';
import { memoryCheckpoint } from './checkpoint.ts';
import { fit } from './fit.ts';
import { predict } from './predict.ts';
import { train } from './train.ts';
import type { TrainOptions } from './training-types.ts';

const classes = 3;
const dim = 6;
const samples = separableSamples({ count: 60, dim, classes, seed: 1 });
const validation = separableSamples({ count: 30, dim, classes, seed: 2 });
const base: TrainOptions = {
  ...samples,
  validation,
  sampleShape: [dim],
  classes,
  epochs: 4,
  batchSize: 16,
  optimizer: { name: 'adam', learningRate: 0.01 },
  seed: 5,
};
const newHead = (seed = 3): tf.LayersModel => createHead({ inputDim: dim, classes, units: [16, 8], seed });
const weightsOf = (model: tf.LayersModel): number[][] => model.getWeights().map((w) => Array.from(w.dataSync()));

const smallest = { x: Float32Array.of(0, 1, 1, 0), y: [0, 1], sampleShape: [2], classes: 2, epochs: 1 };

describe('train', () => {
  let before: number;
  beforeAll(async () => {
    await selectBackend('wasm');
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  it('learns, and reports in order under the names of Keras', async () => {
    const head = newHead();
    const { events, result } = await runTraining(head, { ...base, epochs: 15 });
    const kinds = events.map((event) => event.type);
    expect(kinds.slice(0, 6)).toEqual(['start', 'step', 'step', 'step', 'step', 'epoch']);
    expect(events[0]).toMatchObject({
      stepsPerEpoch: 4,
      resumedEpochs: 0,
      trainableParameters: 6 * 16 + 16 + 16 * 8 + 8 + 8 * 3 + 3,
    });
    expect(events.at(-1)).toEqual({ type: 'end', result });
    expect(Object.keys(result.history)).toEqual(['loss', 'accuracy', 'val_loss', 'val_accuracy', 'learning_rate']);
    expect(result).toMatchObject({ epochs: 15, stoppedBy: 'epochs' });
    expect(result.history.val_accuracy!.at(-1)).toBeGreaterThan(0.9);
    expect(result.bestEpoch).toBe(result.history.val_loss!.indexOf(Math.min(...result.history.val_loss!)));
    head.dispose();
  });

  it('says where it was called and not iterated', async () => {
    vi.useFakeTimers();
    const head = createHead({ inputDim: 2, classes: 2, units: [] });
    try {
      const told: string[] = [];
      const onWarning = (message: string) => told.push(message);
      train(head, { ...smallest, onWarning });
      await train(head, { ...smallest, onWarning });
      const ended = train(head, { ...smallest, onWarning });
      await ended.return(undefined as never);
      vi.advanceTimersByTime(10_000);
      expect(told).toHaveLength(2);
      expect(told[0]).toMatch(/not iterated, so nothing was trained: .*await fit/);
    } finally {
      head.dispose();
      vi.useRealTimers();
    }
  });

  it('gives one promise for those who want no loop', async () => {
    const heads = [newHead(), newHead()];
    const kinds: string[] = [];
    const result = await fit(heads[0]!, { ...base, onEvent: ({ type }) => kinds.push(type) });
    expect(result).toEqual((await runTraining(heads[1]!, base)).result);
    expect(kinds[0]).toBe('start');
    expect(kinds.at(-1)).toBe('end');
    const never = { ...base, onWarning: () => {} };
    await expect(fit(heads[0]!, never)).rejects.toThrow('fit has no option "onWarning"');
    for (const head of heads) head.dispose();
  });

  it('takes samples with a shape, by their strides', async () => {
    const { x, y } = base as unknown as { x: Float32Array; y: Int32Array };
    const wide = new Float32Array(2 * x.length).map((_, i) => (i % 2 === 0 ? x[i / 2]! : Number.NaN));
    const table = { data: wide, shape: [60, dim], stride: [2 * dim, 2] };
    const heads = [newHead(), newHead()];
    await runTraining(heads[0]!, { ...base, x: table });
    await runTraining(heads[1]!, base);
    expect(weightsOf(heads[0]!)).toEqual(weightsOf(heads[1]!));
    expect(await predict(heads[0]!, table, { sampleShape: [dim] })).toEqual(
      await predict(heads[1]!, x, { sampleShape: [dim] }),
    );
    expect(y.length).toBe(60);
    for (const head of heads) head.dispose();
  });

  it('restores nothing where watching never began, as Keras', async () => {
    const heads = [newHead(), newHead()];
    const earlyStopping = { patience: 2, restoreBestWeights: true, startFromEpoch: 9 };
    await runTraining(heads[0]!, { ...base, earlyStopping });
    await runTraining(heads[1]!, base);
    expect(weightsOf(heads[0]!)).toEqual(weightsOf(heads[1]!));
    for (const head of heads) head.dispose();
  });

  it.each([
    ['rows in a list', { x: [[1, 2]] }, /a Float32Array, { data, shape }, or a source.*an array/],
    ['float64', { x: new Float64Array(6 * 60) }, /Received a Float64Array/],
    ['a table of another width', { x: { data: new Float32Array(60), shape: [60, 1] } }, /shape \[n, 6\]/],
    ['NaN', { x: new Float32Array(6 * 60).fill(Number.NaN, 7, 8) }, /NaN in sample 1/],
    ['an empty validation part', { validation: { x: new Float32Array(), y: [] } }, /validation part is empty/],
    ["Keras' spelling", { class_weight: {} }, /no option "class_weight". Did you mean classWeights\?/],
    ['an unknown option', { verbose: 1 }, /no option "verbose". It takes x, y,/],
  ])('refuses %s', async (_, wrong, message) => {
    const head = newHead();
    const error = await runTraining(head, { ...base, ...wrong } as TrainOptions).catch((cause: Error) => cause);
    expect(error).toBeInstanceOf(ModelsError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message.length).toBeLessThan(400);
    head.dispose();
  });

  it('refuses to predict from NaN, from arrays and from options by position', async () => {
    const head = newHead();
    const broken = new Float32Array(dim).fill(Number.NaN, 2, 3);
    await expect(predict(head, broken, { sampleShape: [dim] })).rejects.toThrow(/NaN in sample 0/);
    const source = { length: 2, read: () => Float32Array.from([...new Float32Array(dim), ...broken]) };
    await expect(predict(head, source, { sampleShape: [dim] })).rejects.toThrow(/NaN in sample 1/);
    await expect(predict(head, [1, 2] as never, { sampleShape: [dim] })).rejects.toThrow(/Received an array/);
    await expect(predict(head, broken, [dim] as never)).rejects.toThrow(/predict takes its options as one object/);
    head.dispose();
  });

  it('is decided by its seed', async () => {
    const run = async (seed: number, initial = 3): Promise<number[][]> => {
      const head = newHead(initial);
      await runTraining(head, { ...base, seed });
      const weights = weightsOf(head);
      head.dispose();
      return weights;
    };
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    expect(await run(6)).not.toEqual(first);
    expect(await run(5, 4)).not.toEqual(first);
  });

  it('draws new masks, a new order and a new mixture at every step', async () => {
    const head = newHead();
    await runTraining(head, { ...base, microBatchSize: 8 });
    // Four epochs of four steps, the last of twelve samples, in two parts each: every part has a mask of its own.
    const dropouts = head.layers.filter((layer) => layer instanceof SeededDropout);
    expect(dropouts.map(({ step }) => step)).toEqual([32, 32]);
    head.dispose();
    // With a rate of 0 the weights stand still: only order and mixture change the losses.
    const still = { ...base, epochs: 2, optimizer: { name: 'adam', learningRate: 0 } } as const;
    for (const options of [{ shuffle: true }, { shuffle: false, mixup: 0.5 }]) {
      const plain = createHead({ inputDim: dim, classes, units: [8], dropout: 0 });
      const { events } = await runTraining(plain, { ...still, ...options });
      const losses = events.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
      expect(new Set(losses).size).toBe(8);
      plain.dispose();
    }
  });

  it('reads samples batch by batch from a source, to the same result', async () => {
    const results = [];
    for (const asSource of [false, true]) {
      const head = newHead();
      const read = (indices: Int32Array): Promise<Float32Array> =>
        Promise.resolve(
          Float32Array.from([...indices].flatMap((i) => [...samples.x.subarray(i * dim, (i + 1) * dim)])),
        );
      const x = asSource ? { length: 60, read } : samples.x;
      results.push((await runTraining(head, { ...base, x })).result);
      head.dispose();
    }
    expect(results[1]).toEqual(results[0]);
  });

  it('stops early with the weights of the best epoch', async () => {
    const head = newHead();
    // Labels that cannot be learned: the validation loss soon rises.
    const y = Array.from(samples.y, (_, i) => (i * 7) % classes);
    const { result } = await runTraining(head, {
      ...base,
      y,
      epochs: 200,
      earlyStopping: { monitor: 'val_loss', patience: 3, restoreBestWeights: true },
    });
    expect(result.stoppedBy).toBe('early-stopping');
    expect(result.epochs).toBe(result.bestEpoch + 4);
    const probabilities = await predict(head, validation.x, { sampleShape: [dim] });
    const loss = -validation.y.reduce((sum, label, i) => sum + Math.log(probabilities[i * classes + label]!), 0) / 30;
    expect(loss).toBeCloseTo(result.history.val_loss![result.bestEpoch]!, 5);
    head.dispose();
  });

  it('reduces the learning rate and logs it', async () => {
    const head = newHead();
    const { result } = await runTraining(head, {
      ...base,
      reduceOnPlateau: { monitor: 'loss', patience: 1, minDelta: 100, factor: 0.5 },
    });
    expect(result.history.learning_rate).toEqual([0.01, 0.01, 0.005, 0.0025]);
    head.dispose();
  });

  it('logs metrics of one’s own and can watch them', async () => {
    const head = newHead();
    const { result } = await runTraining(head, {
      ...base,
      metrics: {
        hits: ({ yTrue, yPred }) => yTrue.filter((label, i) => label === yPred[i]).length,
        mass: ({ probabilities }) => probabilities.reduce((a, b) => a + b),
      },
      earlyStopping: { monitor: 'val_hits', patience: 10 },
    });
    const { val_hits: hits, val_mass: mass, val_accuracy: accuracy } = result.history;
    expect(hits).toEqual(accuracy!.map((share) => Math.round(share * 30)));
    for (const sum of mass!) expect(sum).toBeCloseTo(30, 3);
    expect(result.bestEpoch).toBe(hits!.indexOf(Math.max(...hits!)));
    head.dispose();
  });

  it('goes on after an interruption to the same result', async () => {
    const options: TrainOptions = {
      ...base,
      epochs: 6,
      mixup: 0.3,
      reduceOnPlateau: { monitor: 'val_loss', patience: 1, minDelta: 1 },
      earlyStopping: { patience: 50, restoreBestWeights: true },
    };
    const whole = newHead();
    const expected = await runTraining(whole, options);
    for (const stopAfter of [1, 9, 17]) {
      const checkpoint = memoryCheckpoint();
      const interrupted = newHead();
      let steps = 0;
      for await (const event of train(interrupted, { ...options, checkpoint })) {
        if (event.type === 'step' && ++steps === stopAfter) break;
      }
      // Another process: the head is built anew, and its weights come from the checkpoint, where there is one.
      const resumed = newHead();
      if (stopAfter > 4) tf.tidy(() => resumed.setWeights(resumed.getWeights().map((w) => tf.zerosLike(w))));
      const { result, events } = await runTraining(resumed, { ...options, checkpoint });
      expect(events[0]).toMatchObject({ resumedEpochs: Math.floor((stopAfter - 1) / 4) });
      expect(result).toEqual(expected.result);
      expect(weightsOf(resumed)).toEqual(weightsOf(whole));
      interrupted.dispose();
      resumed.dispose();
    }
    whole.dispose();
  });

  it('gives the same result again when it is called on a finished checkpoint, and trains on for more epochs', async () => {
    const checkpoint = memoryCheckpoint();
    const head = newHead();
    const first = await runTraining(head, { ...base, checkpoint });
    const again = await runTraining(head, { ...base, checkpoint });
    expect(again.result).toEqual(first.result);
    expect(again.events.map((event) => event.type)).toEqual(['start', 'end']);
    const longer = await runTraining(head, { ...base, checkpoint, epochs: 6 });
    expect(longer.result.epochs).toBe(6);
    expect(longer.result.history.loss!.slice(0, 4)).toEqual(first.result.history.loss);
    const other = createHead({ inputDim: dim, classes, units: [16, 8], seed: 4 });
    const named = { ...checkpoint, name: 'there.safetensors' };
    await expect(runTraining(other, { ...base, checkpoint: named })).rejects.toThrow(
      /^there\.safetensors cannot be used: It belongs to another training: .* version of this package .* Remove it to train/,
    );
    other.dispose();
    await expect(runTraining(head, { ...base, checkpoint, seed: 6 })).rejects.toThrow(/another training/);
    await expect(runTraining(head, { ...base, checkpoint, x: samples.x.map((v) => v + 1) })).rejects.toThrow(
      /another training/,
    );
    head.dispose();
  });

  it('refuses to train on figures that are not finite, and keeps the weights', async () => {
    const head = newHead();
    const before = weightsOf(head);
    const sampleWeights = new Float64Array(60).fill(1e308);
    await expect(runTraining(head, { ...base, sampleWeights })).rejects.toThrow(
      /loss of the first epoch is not finite/,
    );
    expect(weightsOf(head)).toEqual(before);
    head.dispose();
  });

  it('stops at a loss that is not finite and goes back to the last finite epoch', async () => {
    // Without ReLU, which on wasm makes 0 of NaN.
    const head = createHead({ inputDim: dim, classes, units: [], seed: 3 });
    let calls = 0;
    const x = {
      length: 60,
      read: (indices: Int32Array): Float32Array => {
        const batch = Float32Array.from([...indices].flatMap((i) => [...samples.x.subarray(i * dim, (i + 1) * dim)]));
        return ++calls > 9 ? batch.fill(3e38) : batch;
      },
    };
    let afterSecond: number[][] = [];
    const training = train(head, { ...base, x });
    let next = await training.next();
    for (; !next.done; next = await training.next()) {
      if (next.value.type === 'epoch') afterSecond = weightsOf(head);
    }
    expect(next.value).toMatchObject({ stoppedBy: 'nan', epochs: 2 });
    expect(weightsOf(head)).toEqual(afterSecond);
    head.dispose();
  });

  it('can be aborted', async () => {
    const head = newHead();
    const controller = new AbortController();
    let steps = 0;
    const run = async (): Promise<void> => {
      for await (const event of train(head, { ...base, signal: controller.signal })) {
        if (event.type === 'step' && ++steps === 5) controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(steps).toBe(5);
    head.dispose();
  });

  it('keeps no tensor and no buffer over the epochs', async () => {
    const head = newHead();
    const counts: string[] = [];
    const options = { ...base, epochs: 8, mixup: 0.2, microBatchSize: 5, metrics: { one: () => 1 } };
    for await (const event of train(head, options)) {
      if (event.type === 'epoch')
        counts.push(`${tf.memory().numTensors} ${tf.memory().numBytes} ${tf.backend().numDataIds()}`);
    }
    expect(new Set(counts).size).toBe(1);
    head.dispose();
  });

  it('says what is wrong with its options', async () => {
    const head = newHead();
    const wrong: [Partial<TrainOptions>, RegExp][] = [
      [{ epochs: 0 }, /epochs/],
      [{ batchSize: 1.5 }, /batchSize/],
      [{ labelSmoothing: 1 }, /labelSmoothing/],
      [{ mixup: -1 }, /mixup/],
      [{ classWeights: [1, 2] }, /classWeights/],
      [{ sampleWeights: [1, 2] }, /sampleWeights/],
      [{ y: [0, 1] }, /60 samples and 2 classes/],
      [{ y: samples.y.map(() => 3) }, /\[0, 3\)/],
      [{ x: new Float32Array(61) }, /whole number/],
      [{ sampleShape: [5] }, /\[5\]/],
      [{ classes: 4 }, /classes/],
      [{ classes: undefined as never }, /classes must be the number of classes.* Received undefined/],
      [{ earlyStopping: { patience: 1, monitor: 'val_f1' } }, /val_f1/],
    ];
    for (const [options, message] of wrong) {
      const attempt = runTraining(head, { ...base, ...options });
      await expect(attempt).rejects.toThrow(message);
      await expect(attempt).rejects.toThrow(ModelsError);
    }
    head.dispose();
  });
});
