import type { OperationAttribute } from '../../graph/graph.ts';
import type { WeightTensor } from '../../weights/weight-map.ts';

/** What is known of a model that the CPU will compute. */
export interface CpuContext {
  /** Images computed at a time, about. */
  readonly batchSize: number;
  /** Declares the shape of a value, without the batch, where the runtime cannot tell it. */
  readonly declare: (value: string, shape: readonly number[]) => void;
}

/** What `emitLayer` needs to know, and where it writes. */
export interface LayerContext {
  /** Names of the values that the layer reads. */
  readonly from: readonly string[];
  /** Border of zeros that a padding layer before this one has left to it. */
  readonly padding: number;
  /** Shape of the layer's input as it is read, without the batch: `[height, width, channels]` for an image. */
  readonly inputShape: readonly number[];
  readonly weights: readonly WeightTensor[];
  /** Adds an operation and returns the name of its output. */
  readonly emit: (
    operation: string,
    from: readonly string[],
    to: string,
    attributes?: Record<string, OperationAttribute>,
  ) => string;
  /** Adds a constant list of whole numbers and returns its name. */
  readonly integers: (name: string, values: readonly number[]) => string;
  /** Adds a constant and returns its name. */
  readonly constant: (name: string, shape: readonly number[], data: Float32Array) => string;
  /** Where the CPU alone will compute the model: what `emitWinograd` needs. */
  readonly cpu?: CpuContext | undefined;
}
