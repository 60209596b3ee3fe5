/** A tensor as ONNX Runtime hands it out; the part that this package uses. */
export interface OnnxTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
  dispose?(): void;
}

/** A loaded model; the part that this package uses. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Shapes of the inputs, in the order of their names; a text is a size that the file leaves open. */
  readonly inputMetadata?: readonly { readonly shape?: readonly (number | string)[] }[];
  /** Shapes of the outputs, in the order of their names. */
  readonly outputMetadata?: readonly { readonly shape?: readonly (number | string)[] }[];
  /** Runs the model; outputs with a tensor in `fetches` are written there where the runtime can, the others are new. */
  run(feeds: Record<string, never>, fetches?: Record<string, never>): Promise<Record<string, OnnxTensor>>;
  release(): Promise<void>;
}

/** ONNX Runtime: the module `onnxruntime-node` or `onnxruntime-web`, of which this package uses two classes. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: Record<string, unknown>): Promise<OnnxSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => OnnxTensor;
}
