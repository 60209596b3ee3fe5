import type { ImageLike } from '../embeddings/image.ts';
import type { OnnxDevice } from '../engines/onnx/devices.ts';
import type { OnnxRuntime } from '../engines/onnx/runtime.ts';
import type { OptimizerOptions } from './check-optimizer.ts';
import type { CheckpointStore } from './checkpoint.ts';
import type { BatchNormMode } from './model-runner.ts';

/** Samples that are read batch by batch, for data that does not fit into memory. */
export interface SampleSource {
  /** Number of samples. */
  readonly length: number;
  /** Reads the samples with the given indices, one after the other, row-major, shape `[indices.length, ...sampleShape]`. */
  read(indices: Int32Array): Float32Array | Promise<Float32Array>;
}

/** Samples as values with a shape, `[n, ...sampleShape]`; a strided view, such as an `ndarray`, is read by its strides. */
export type SampleTable = ImageLike;

/** Samples: one row-major array, shape `[n, ...sampleShape]`, values with a shape, or a source that reads them. */
export type Samples = Float32Array | SampleTable | SampleSource;

/** Samples with their classes. */
export interface LabeledSamples {
  /** The samples. */
  readonly x: Samples;
  /** Class of each sample, integers in [0, classes), shape `[n]`. */
  readonly y: ArrayLike<number>;
}

/** What a metric of one's own is given. */
export interface MetricInput {
  /** True classes, shape `[n]`. */
  readonly yTrue: Int32Array;
  /** Most probable classes, shape `[n]`. */
  readonly yPred: Int32Array;
  /** Class probabilities, row-major, shape `[n, classes]`. */
  readonly probabilities: Float32Array;
}

/** A metric of one's own, evaluated on the validation part after each epoch. */
export type Metric = (input: MetricInput) => number;

/** Stops when a figure no longer improves, as Keras 3 `EarlyStopping`. */
export interface EarlyStoppingOptions {
  /** Figure to watch, a key of the epoch's logs. @default 'val_loss' */
  readonly monitor?: string | undefined;
  /** Epochs without improvement before the training stops, ≥ 1. */
  readonly patience: number;
  /** Least change that counts as an improvement, ≥ 0. @default 0 */
  readonly minDelta?: number | undefined;
  /** Whether less or more is better; `auto` takes `min` for losses and errors, else `max`. @default 'auto' */
  readonly mode?: 'auto' | 'min' | 'max' | undefined;
  /** Whether the model ends with the weights of its best epoch. @default false */
  readonly restoreBestWeights?: boolean | undefined;
  /** Epochs before watching begins, ≥ 0. @default 0 */
  readonly startFromEpoch?: number | undefined;
}

/** Multiplies the learning rate when a figure no longer improves, as Keras 3 `ReduceLROnPlateau`. */
export interface ReduceOnPlateauOptions {
  /** Figure to watch, a key of the epoch's logs. @default 'val_loss' */
  readonly monitor?: string | undefined;
  /** Multiplier of one reduction, in (0, 1). @default 0.1 */
  readonly factor?: number | undefined;
  /** Epochs without improvement before a reduction, ≥ 1. @default 10 */
  readonly patience?: number | undefined;
  /** Least change that counts as an improvement, ≥ 0. @default 1e-4 */
  readonly minDelta?: number | undefined;
  /** Epochs after a reduction in which nothing is counted, ≥ 0. @default 0 */
  readonly cooldown?: number | undefined;
  /** Least learning rate, ≥ 0. @default 0 */
  readonly minLearningRate?: number | undefined;
  /** Whether less or more is better. @default 'auto' */
  readonly mode?: 'auto' | 'min' | 'max' | undefined;
}

/** Options of `train`. */
export interface TrainOptions extends LabeledSamples {
  /** Shape of one sample: `[512]` for embeddings, `[224, 224, 3]` for images. */
  readonly sampleShape: readonly number[];
  /** Number of classes, the width of the model's output. */
  readonly classes: number;
  /** Samples that are only evaluated, after each epoch. */
  readonly validation?: LabeledSamples | undefined;
  /** Passes over the training samples, ≥ 1. */
  readonly epochs: number;
  /** Samples a step, ≥ 1. @default 32 */
  readonly batchSize?: number | undefined;
  /**
   * Samples that are in memory at once, ≥ 1: larger batches are computed in parts and their gradients added, which gives the
   * gradient of the whole batch. @default the batch size
   */
  readonly microBatchSize?: number | undefined;
  /** Optimizer and learning rate. @default { name: 'adam', learningRate: 0.001 } */
  readonly optimizer?: OptimizerOptions | undefined;
  /** Weight of each class in the loss, shape `[classes]`; see `balancedClassWeights`. @default all 1 */
  readonly classWeights?: ArrayLike<number> | undefined;
  /** Weight of each sample in the loss, shape `[n]`. @default all 1 */
  readonly sampleWeights?: ArrayLike<number> | undefined;
  /**
   * What is learned in place of `y` alone: the share of each class in each sample, as raters voted, rows of the sum 1, shape
   * `[n, classes]`. `y` stays the class that figures and `classWeights` go by. @default 1 for the class of `y`, 0 for others
   */
  readonly softTargets?: ArrayLike<number> | undefined;
  /** Share of the target spread over all classes, in [0, 1). @default 0 */
  readonly labelSmoothing?: number | undefined;
  /** Mixes pairs of samples with a share drawn from Beta(alpha, alpha) at each step; 0 mixes nothing. @default 0 */
  readonly mixup?: number | undefined;
  /** Stops the training early. */
  readonly earlyStopping?: EarlyStoppingOptions | undefined;
  /** Reduces the learning rate when progress stalls. */
  readonly reduceOnPlateau?: ReduceOnPlateauOptions | undefined;
  /** Metrics of one's own by name, each logged as `val_<name>`. */
  readonly metrics?: Readonly<Record<string, Metric>> | undefined;
  /** Whether the samples come in a new order each epoch. @default true */
  readonly shuffle?: boolean | undefined;
  /** What batch normalization that is not frozen does: keep its statistics, or use and update them by the batch. @default 'inference' */
  readonly batchNorm?: BatchNormMode | undefined;
  /**
   * What computes: TensorFlow.js on the back end that `selectBackend` chose, or ONNX Runtime, which takes the layers that
   * this package builds and needs no native TensorFlow.
   * @default 'tfjs'
   */
  readonly runtime?: 'tfjs' | 'onnx' | undefined;
  /** What ONNX Runtime computes on; `runtime: 'onnx'` only. @default 'cpu' */
  readonly device?: OnnxDevice | undefined;
  /**
   * ONNX Runtime itself, `import * as ort from 'onnxruntime-web'`, where it must be configured or a bundler cannot find it.
   * @default onnxruntime-node under Node, else onnxruntime-web
   */
  readonly onnxRuntime?: OnnxRuntime | undefined;
  /** Decides order, dropout masks and mixing. @default 0 */
  readonly seed?: number | undefined;
  /** Where the state is saved after each epoch; a training that finds a state there goes on from it. */
  readonly checkpoint?: CheckpointStore | undefined;
  /** Stops the training at the next step. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Takes the message that the training was called and not iterated, so that nothing runs: after 10 s, or at the end of the process.
   * @default process.emitWarning, and nothing in pages, where a library would have to print
   */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Figures of one epoch under Keras' names: `loss`, `accuracy`, `val_loss`, `val_accuracy`, `learning_rate`, `val_<metric>`. */
export type EpochLogs = Readonly<Record<string, number>>;

/** Every figure over the epochs, under Keras' names, as `History.history` in Keras. */
export type History = Readonly<Record<string, readonly number[]>>;

/** Why a training ended. */
export type StopReason = 'epochs' | 'early-stopping' | 'nan';

/** What a training gives. */
export interface TrainingResult {
  /** Every figure over the epochs, under Keras' names. */
  readonly history: History;
  /** The epoch with the best monitored figure, 0 for the first; without early stopping, by `val_loss`, else by `loss`. */
  readonly bestEpoch: number;
  /** Epochs that were run. */
  readonly epochs: number;
  /** Why it ended; after `nan` the model has the weights of its best or last finite epoch. */
  readonly stoppedBy: StopReason;
}

/** What a training reports while it runs. */
export type TrainingEvent =
  | {
      readonly type: 'start';
      /** Epochs already done by an earlier run that this one goes on from. */
      readonly resumedEpochs: number;
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      /** Number of weights that are trained. */
      readonly trainableParameters: number;
    }
  | {
      readonly type: 'step';
      /** 0 for the first, as in Keras' callbacks. */
      readonly epoch: number;
      /** Step within the epoch, 0 for the first. */
      readonly step: number;
      readonly stepsPerEpoch: number;
      /** Loss of this batch. */
      readonly loss: number;
      readonly learningRate: number;
    }
  | {
      readonly type: 'epoch';
      /** 0 for the first, as in Keras' callbacks. */
      readonly epoch: number;
      readonly epochs: number;
      readonly logs: EpochLogs;
      /** Whether the monitored figure is the best so far. */
      readonly isBest: boolean;
      /** Time the epoch took, in seconds. */
      readonly seconds: number;
    }
  | { readonly type: 'end'; readonly result: TrainingResult };
