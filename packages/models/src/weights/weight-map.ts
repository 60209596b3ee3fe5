/** One weight tensor: row-major float32 values with their shape. */
export interface WeightTensor {
  /** Keras' name within the layer: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Values in row-major order; convolution kernels are `[height, width, in, out]` as in Keras. Never written to. */
  readonly data: Float32Array;
}

/**
 * The weights of a model: layer name → tensors, both in Keras' order (within a layer: kernel, bias, or gamma, beta,
 * moving mean, moving variance). Layers without weights have no entry.
 */
export type WeightMap = ReadonlyMap<string, readonly WeightTensor[]>;
