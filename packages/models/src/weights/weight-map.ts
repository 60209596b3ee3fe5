import type { Graph } from '../graph/graph.ts';

/** One weight tensor: row-major float32 values with their shape. */
export interface WeightTensor {
  /** Keras' name within the layer: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Values in row-major order; convolution kernels are `[height, width, in, out]` as in Keras. Never written to. */
  readonly data: Float32Array;
  /** Where the same values are on the disk, if they are: then `data` is read when it is first asked for, and kept. */
  readonly stored?: StoredValues;
}

/** Values of a tensor on the disk. */
export interface StoredValues {
  /** Reads them, and keeps nothing. */
  read(): Float32Array;
  /** The place, where they are little-endian float32 there, so that a runtime can map them in place of a copy. */
  readonly file?: {
    /** Absolute, links resolved. */
    readonly path: string;
    /** Of the first value, in bytes; a multiple of 4. */
    readonly offset: number;
  };
  /** Compiles a graph to a model that leaves values where they are, for a runtime that maps them from one folder. */
  readonly compile?: CompileStored | undefined;
}

/** Gives the bytes of the model and what the configuration of the session must say; undefined where no value can stay on the disk. */
export type CompileStored = (
  graph: Graph,
  weights: WeightMap,
) => { readonly bytes: Uint8Array; readonly settings: object } | undefined;

/** The values of a tensor, for somebody who needs them once: those on the disk are not kept. */
export function valuesOf(tensor: Omit<WeightTensor, 'name'>): Float32Array {
  return tensor.stored ? tensor.stored.read() : tensor.data;
}

/** A tensor on the disk: `data` is an ordinary property, which is read when it is first asked for; `stored` is not copied. */
export function storedTensor<T extends object>(
  of: T,
  stored: StoredValues,
  data: () => Float32Array = kept(stored.read),
): T & Values {
  const tensor = Object.defineProperty({ ...of }, 'data', { enumerable: true, get: data });
  // A function cannot be sent to another thread: a copy has the values.
  return Object.defineProperty(tensor, 'stored', { value: stored }) as T & Values;
}

type Values = Required<Pick<WeightTensor, 'data' | 'stored'>>;

function kept(read: () => Float32Array): () => Float32Array {
  let data: Float32Array | undefined;
  return () => {
    data ??= read();
    return data;
  };
}

/** A tensor under another name; what is on the disk stays there. */
export function renamed(name: string, tensor: Omit<WeightTensor, 'name'>): WeightTensor {
  const { shape, stored } = tensor;
  return stored ? storedTensor({ name, shape }, stored, () => tensor.data) : { name, shape, data: tensor.data };
}

/**
 * The weights of a model: layer name → tensors, both in Keras' order (within a layer: kernel, bias, or gamma, beta,
 * moving mean, moving variance). Layers without weights have no entry. From a `.weights.h5`, which says no order, layers come by
 * the names of their classes, and parts of layers that are not Keras' own by name.
 */
export type WeightMap = ReadonlyMap<string, readonly WeightTensor[]>;
