import type { Backbone, BackboneSession, OnnxDevice, SelectedBackend } from '@ser/models';

/**
 * Inputs for which networks are opened. An engine may write convolutions in another form for few than for many, whose last digits
 * differ: what predicts opens a network as what scored it did, however few inputs it has.
 */
export const INPUTS_AT_ONCE = 8;

/** How numbers came about, as far as it decides their last digits; it enters every key that results go into. */
export interface EngineIdentity {
  /** The package that computes. */
  readonly runtime: string;
  /** What it computes on: `cpu`, `cuda`, `webgpu`, `gpu`. */
  readonly device: string;
  readonly precision: 'float32';
}

/** An engine that is ready. */
export interface OpenEngine {
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  readonly identity: EngineIdentity;
  /** Loads a network into it. */
  readonly open: (backbone: Backbone) => Promise<BackboneSession>;
}

/** Why an engine cannot be used here, and exactly what to do to get it. */
export interface Unavailable {
  readonly reason: string;
  readonly remedy: string;
}

/** What an engine stands beside. */
export interface EngineSurroundings {
  /** The back end of TensorFlow.js. */
  readonly name: SelectedBackend['name'];
  /** What ONNX Runtime is to compute on. @default 'cpu' */
  readonly device?: OnnxDevice;
}

/** What computes embeddings: a row of the table of engines. */
export interface Engine {
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  /** The engine beside a back end, ready, or why it cannot be used. */
  readonly available: (beside: EngineSurroundings) => Promise<OpenEngine | Unavailable>;
}
