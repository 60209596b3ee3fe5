import type { Backbone } from '../families/describe-backbone.ts';

/** The runtime that computes: ONNX Runtime or TensorFlow.js. */
export type EngineName = 'onnx' | 'tfjs';

/** A backbone compiled and loaded, ready to run; made by `openBackbone`. */
export interface BackboneSession {
  readonly backbone: Backbone;
  readonly engine: EngineName;
  /**
   * Runs one batch.
   *
   * @param images - `count` images one after the other, each row-major `[height, width, channels]`.
   * @returns One array for each of `backbone.graph.outputs`, the images' values one after the other.
   */
  run(images: Float32Array, count: number): Promise<readonly Float32Array[]>;
  /** Frees what the runtime holds. Calling it again does nothing. */
  dispose(): Promise<void>;
}
