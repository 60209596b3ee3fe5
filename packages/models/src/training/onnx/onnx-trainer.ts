import type * as tf from '@tensorflow/tfjs';
import { compileWith } from '../../engines/onnx/compile-to-onnx.ts';
import {
  compileTrainingGraph,
  trainingNames,
  withoutSoftmax,
} from '../../engines/onnx/gradients/compile-training-graph.ts';
import { cpuForm, plainForm } from '../../engines/onnx/gradients/convolution-form.ts';
import { poolingOperation } from '../../engines/onnx/gradients/pooling-rules.ts';
import type { Bytes } from '../../engines/onnx/protobuf.ts';
import type { OnnxRuntime, OnnxSession, OnnxTensor } from '../../engines/onnx/runtime.ts';
import { graphOfModel } from '../../engines/tfjs/graph-of-model.ts';
import { ModelsError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { inferShapes } from '../../graph/infer-shapes.ts';
import { dropoutMask } from '../../heads/dropout-mask.ts';
import type { SeededDropout } from '../../heads/seeded-dropout.ts';
import type { WeightMap } from '../../weights/weight-map.ts';
import { AdamSchedule } from '../adam-schedule.ts';
import { checkOptimizer, type OptimizerOptions } from '../check-optimizer.ts';
import { crossEntropy, type LossSum } from '../cross-entropy.ts';
import type { OptimizerState } from '../optimizer.ts';
import { assignWeights } from '../tfjs-trainer.ts';
import type { Batch, Trainer, TrainerOptions } from '../trainer.ts';
import type { SampleSource } from '../training-types.ts';
import { clipGradients } from './clip-gradients.ts';
import { splitGraph } from './split-graph.ts';
import { type TrainedVariable, trainedVariables } from './trained-weights.ts';
import { WeightMemory } from './weight-memory.ts';

/** Opens a model that is given as bytes; `onCpu` names operations that no device but the CPU computes. */
export type OpenSession = (bytes: Uint8Array, onCpu?: readonly string[]) => Promise<OnnxSession>;

/** What {@link openOnnxTrainer} needs besides the model. */
export interface OnnxTrainerOptions extends TrainerOptions {
  readonly runtime: OnnxRuntime;
  readonly openSession: OpenSession;
  /** Whether the CPU computes, for which convolutions are written as it computes them fastest. */
  readonly isOnCpu: boolean;
  readonly dropouts: readonly SeededDropout[];
  readonly optimizer: OptimizerOptions;
  /** Whether batches are computed in parts. */
  readonly hasParts: boolean;
}

/**
 * Describes a model, writes its training graph and loads it into ONNX Runtime.
 *
 * @throws ModelsError `unsupported-layer` for a layer without a rule, `runtime` where the runtime refuses the graph.
 */
export async function openOnnxTrainer(model: tf.LayersModel, options: OnnxTrainerOptions): Promise<Trainer> {
  checkOptimizer(options.optimizer);
  const { graph, weights } = await graphOfModel(model);
  const trained = trainedVariables(model);
  const { frozen, live } = splitGraph(graph, new Set(trained.map(({ layer }) => layer)));
  const drops = new Map(options.dropouts.map((dropout) => [dropout.name, dropout]));
  for (const { name, type } of live.layers) {
    if (type !== 'identity' || drops.has(name)) continue;
    throw new ModelsError('unsupported-layer', `Dropout "${name}" has no seed; runtime "onnx" takes SeededDropout.`);
  }
  const sessions: OnnxSession[] = [];
  const open: OpenSession = async (bytes, onCpu) => {
    const session = await options.openSession(bytes, onCpu);
    sessions.push(session);
    return session;
  };
  try {
    const before = frozen && (await open(compileFrozen(frozen, weightsOf(frozen, weights), options)));
    const pools = live.layers.flatMap(({ type, name }) => (type === 'maxPooling2d' ? [poolingOperation(name)] : []));
    const formOf: typeof plainForm = (of) => (options.isOnCpu ? cpuForm(of, options.microBatchSize) : plainForm(of));
    const training = await open(compileTrainingGraph(live, weights, trained, { formOf }), pools);
    return new OnnxTrainer({ frozen, live, weights, trained, before, training, drops }, options);
  } catch (error) {
    for (const session of sessions) await session.release();
    throw error;
  }
}

/** A model taken apart, and its sessions. */
interface Parts {
  readonly frozen: Graph | undefined;
  readonly live: Graph;
  readonly weights: WeightMap;
  readonly trained: readonly TrainedVariable[];
  /** Computes what stays frozen. */
  readonly before: OnnxSession | undefined;
  readonly training: OnnxSession;
  readonly drops: ReadonlyMap<string, SeededDropout>;
}

type Values = Record<string, OnnxTensor>;

class OnnxTrainer implements Trainer {
  readonly trainableParameters: number;
  readonly description: unknown;
  private readonly parts: Parts;
  private readonly options: OnnxTrainerOptions;
  private readonly memory: WeightMemory;
  private readonly schedule: AdamSchedule;
  /** The weights, and where their gradients go. */
  private readonly weightFeeds: Values;
  private readonly gradientFetches: Values;
  private readonly partFetches: Values;
  /** Shapes of what dropout masks, without the batch. */
  private readonly maskShapes: ReadonlyMap<string, readonly number[]>;
  private readonly entries: readonly { readonly name: string; readonly shape: readonly number[] }[];
  private isModelBehind = false;

  constructor(parts: Parts, options: OnnxTrainerOptions) {
    this.parts = parts;
    this.options = options;
    const { trained, drops, live, weights } = parts;
    this.memory = new WeightMemory(
      trained.map(({ variable }) => variable.size),
      options.hasParts,
    );
    this.schedule = new AdamSchedule(options.optimizer);
    const tensors = (name: (weight: TrainedVariable) => string, of: 'weight' | 'gradient' | 'part'): Values =>
      Object.fromEntries(
        trained.map((weight, i) => {
          const { shape } = weight.variable;
          return [name(weight), new options.runtime.Tensor('float32', this.memory.slots[i]![of], shape)];
        }),
      );
    trained.forEach(({ layer, index }, i) => {
      this.memory.slots[i]!.weight.set(weights.get(layer)![index]!.data);
    });
    this.weightFeeds = tensors(trainingNames.weight, 'weight');
    this.gradientFetches = tensors(trainingNames.gradient, 'gradient');
    this.partFetches = options.hasParts ? tensors(trainingNames.gradient, 'part') : {};
    const shapes = inferShapes(live);
    this.maskShapes = new Map(
      live.layers.filter(({ type }) => type === 'identity').map(({ name }) => [name, shapes.get(name)!]),
    );
    this.entries = live.layers.flatMap((layer) => (layer.type === 'input' ? [layer] : []));
    this.trainableParameters = trained.reduce((total, { variable }) => total + variable.size, 0);
    this.description = [
      trained.map(({ variable }) => variable.shape),
      [...drops.values()].map(({ rate, seed }) => [rate, seed]),
    ];
  }

  async step(batch: Batch, step: number, learningRate: number): Promise<LossSum> {
    const { classes, microBatchSize, optimizer } = this.options;
    const { trained } = this.parts;
    const { slots } = this.memory;
    const rows = batch.labels.length;
    const sampleSize = batch.x.length / rows;
    const parts = Math.ceil(rows / microBatchSize);
    let loss = 0;
    let correct = 0;
    for (let part = 0; part < parts; part++) {
      const from = part * microBatchSize;
      const to = Math.min(rows, from + microBatchSize);
      const targets = batch.targets.subarray(from * classes, to * classes);
      const feeds = {
        ...(await this.enter(batch.x.subarray(from * sampleSize, to * sampleSize), to - from)),
        ...this.weightFeeds,
        ...this.masks(to - from, step * parts + part),
        [trainingNames.targets]: this.tensor(targets, [to - from, classes]),
        [trainingNames.share]: this.tensor(Float32Array.of(1 / rows), []),
      };
      const fetches = part === 0 ? this.gradientFetches : this.partFetches;
      const results = await run(this.parts.training, feeds, { [trainingNames.logits]: null, ...fetches });
      const logits = results[trainingNames.logits]!.data as Float32Array;
      trained.forEach((weight, i) => {
        const values = results[trainingNames.gradient(weight)]!.data as Float32Array;
        const { gradient, part: place } = slots[i]!;
        if (part > 0) for (let k = 0; k < values.length; k++) gradient[k]! += values[k]!;
        // A runtime that cannot write into our memory hands out its own.
        else if (values !== gradient && values.buffer !== place.buffer) gradient.set(values);
      });
      const figures = crossEntropy(logits, targets, batch.labels.subarray(from, to), classes);
      loss += figures.loss;
      correct += figures.correct;
    }
    if (Number.isFinite(loss)) {
      clipGradients(
        slots.map(({ gradient }) => gradient),
        optimizer,
      );
      const numbers = this.schedule.next(learningRate);
      slots.forEach((slot, i) => {
        this.memory.adam(slot, numbers, this.schedule.keep(trained[i]!.variable.name, learningRate));
      });
      this.isModelBehind = true;
    }
    return { loss, correct };
  }

  async logits(source: SampleSource, signal?: AbortSignal): Promise<Float32Array> {
    const { classes, microBatchSize, openSession } = this.options;
    const { live } = this.parts;
    const [output] = live.outputs as [string];
    const layers = live.layers.map((layer) => (layer.name === output ? withoutSoftmax(layer) : layer));
    // With the weights as constants the runtime prepares them once for all batches.
    const session = await openSession(compileFrozen({ ...live, layers }, this.weightMap(), this.options));
    try {
      const all = new Float32Array(source.length * classes);
      for (let start = 0; start < source.length; start += microBatchSize) {
        signal?.throwIfAborted();
        const rows = Math.min(microBatchSize, source.length - start);
        const x = await source.read(Int32Array.from({ length: rows }, (_, i) => start + i));
        const results = await run(session, await this.enter(x, rows));
        all.set(results[output]!.data as Float32Array, start * classes);
      }
      return all;
    } finally {
      await session.release();
    }
  }

  readWeights(): Promise<Float32Array[]> {
    const values = this.currentWeights();
    this.giveToModel(values);
    return Promise.resolve(values);
  }

  writeWeights(values: readonly Float32Array[]): void {
    values.forEach((data, i) => {
      this.memory.slots[i]!.weight.set(data);
    });
    this.giveToModel(values);
  }

  optimizerState(): Promise<OptimizerState> {
    const slots = this.memory.slots.map(({ first, second }) => [first.slice(), second.slice()] as const);
    return Promise.resolve({ step: this.schedule.step, slots });
  }

  restoreOptimizer({ step, slots }: OptimizerState): void {
    this.schedule.restore(step);
    slots.forEach(([first, second], i) => {
      this.memory.slots[i]!.first.set(first);
      this.memory.slots[i]!.second.set(second);
    });
  }

  async dispose(): Promise<void> {
    if (this.isModelBehind) this.giveToModel(this.currentWeights());
    await this.parts.before?.release();
    await this.parts.training.release();
  }

  private giveToModel(values: readonly Float32Array[]): void {
    assignWeights(
      this.parts.trained.map(({ variable }) => variable),
      values,
    );
    this.isModelBehind = false;
  }

  private currentWeights(): Float32Array[] {
    return this.memory.slots.map(({ weight }) => weight.slice());
  }

  /** All weights of the live part as they are now. */
  private weightMap(): WeightMap {
    const now = new Map(
      this.currentWeights().map((data, i) => [trainingNames.weight(this.parts.trained[i]!), data] as const),
    );
    return new Map(
      [...weightsOf(this.parts.live, this.parts.weights)].map(([name, own]) => [
        name,
        own.map((tensor, index) => {
          const data = now.get(trainingNames.weight({ layer: name, index })) ?? tensor.data;
          return { ...tensor, data };
        }),
      ]),
    );
  }

  /** What the live part reads, for some samples. */
  private async enter(x: Float32Array, rows: number): Promise<Values> {
    const { before, frozen } = this.parts;
    const { sampleShape } = this.options;
    const samples = this.tensor(x, [rows, ...sampleShape]);
    if (!before) return { [this.entries[0]!.name]: samples };
    const results = await run(before, { [before.inputNames[0]!]: samples });
    return Object.fromEntries(frozen!.outputs.map((name) => [name, results[name]!]));
  }

  private masks(rows: number, step: number): Values {
    return Object.fromEntries(
      [...this.maskShapes].map(([name, shape]) => {
        const { rate, seed } = this.parts.drops.get(name)!;
        const dims = [rows, ...shape];
        const size = dims.reduce((product, n) => product * n, 1);
        return [trainingNames.mask(name), this.tensor(dropoutMask(size, rate, seed, step), dims)];
      }),
    );
  }

  private tensor(data: Float32Array, dims: readonly number[]): OnnxTensor {
    return new this.options.runtime.Tensor('float32', data, dims);
  }
}

/** A network with its weights as constants, for batches of one size. */
function compileFrozen(graph: Graph, weights: WeightMap, { isOnCpu, microBatchSize }: OnnxTrainerOptions): Bytes {
  return compileWith(graph, weights, { cpuBatchSize: isOnCpu ? microBatchSize : undefined });
}

/** The weights of the layers of one part; what it reads of the other stands in it as an input. */
function weightsOf({ layers }: Graph, weights: WeightMap): WeightMap {
  const names = new Set(layers.flatMap(({ type, name }) => (type === 'input' ? [] : [name])));
  return new Map([...weights].filter(([name]) => names.has(name)));
}

function run(session: OnnxSession, feeds: Values, fetches?: Record<string, OnnxTensor | null>): Promise<Values> {
  const running = fetches ? session.run(feeds as never, fetches as never) : session.run(feeds as never);
  return running.catch((cause: unknown) => {
    throw new ModelsError('runtime', `ONNX Runtime could not compute a batch: ${String(cause)}`, { cause });
  });
}
