import type { WeightMap } from '../weights/weight-map.ts';
import type { Backbone } from './describe-backbone.ts';

/** Networks that take a waveform and are built alike: one row of {@link families}. */
export interface WaveformFamily {
  readonly family: string;
  readonly input: 'waveform';
  /** What a config's `model_type` may be. */
  readonly networks: readonly string[];
  /** Files that hold the weights beside `config.json`, in the order in which they are looked for. */
  readonly weightFiles: readonly string[];
  /** A network by its config and weights. */
  describe(config: Readonly<Record<string, unknown>>, weights: WeightMap): Backbone;
  /** A clip as a network whose config asks for normalization takes it. */
  preprocess(samples: ArrayLike<number>): Float32Array;
  /** Name of the block that a layer belongs to; undefined for a layer of none. */
  blockOf(layer: string): string | undefined;
}
