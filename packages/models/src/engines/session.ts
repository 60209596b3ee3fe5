import type { BackboneInfo } from '../families/describe-backbone.ts';

/** The runtime that computes: ONNX Runtime or TensorFlow.js. */
export type EngineName = 'onnx' | 'tfjs';

/** A backbone compiled and loaded, ready to run; made by `openBackbone`. */
export interface BackboneSession {
  readonly backbone: BackboneInfo;
  /** Names of the outputs, in the order of what `run` gives. */
  readonly outputs: readonly string[];
  readonly engine: EngineName;
  /**
   * Runs one batch.
   *
   * @param values - `count` images one after the other, each row-major `[height, width, channels]`, or `count` clips of one
   * length.
   * @returns One array for each of `outputs`, the images' or clips' values one after the other.
   */
  run(values: Float32Array, count: number): Promise<readonly Float32Array[]>;
  /** Frees what the runtime holds. Calling it again does nothing. */
  dispose(): Promise<void>;
}
