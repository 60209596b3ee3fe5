import { ModelsError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { inferShapes } from '../graph/infer-shapes.ts';
import { checkOptions, kindOf, type OptionNames } from '../input/check-options.ts';
import { fitWeights } from '../weights/fit-weights.ts';
import { type Initializer, initializeWeights } from '../weights/initialize-weights.ts';
import type { WeightMap } from '../weights/weight-map.ts';
import { type BackboneGraphOptions, graphIn } from './backbone-graph.ts';
import { type BackboneName, familyOf } from './image-families.ts';
import type { ImageFamily } from './image-family.ts';

/** Settings of {@link describeBackbone} and `createBackbone`. */
export interface BackboneOptions extends BackboneGraphOptions {
  /**
   * Weights from `readKerasWeights` or `fetchImageNetWeights`; `null` draws random ones.
   * @default null
   */
  readonly weights?: WeightMap | null | undefined;
  /**
   * Seed of the random weights, a whole number from 0; used where `weights` is `null`.
   * @default 0
   */
  readonly seed?: number | undefined;
  /**
   * Distribution of the random weights; used where `weights` is `null`.
   * @default 'heNormal'
   */
  readonly initializer?: Initializer | undefined;
  /**
   * Takes a sentence where a file of `weights` has more layers than the backbone, which were left out.
   * @default nothing is said
   */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** What a backbone that takes a waveform asks of a clip. */
export interface WaveformInput {
  /** Samples per second, in hertz. */
  readonly sampleRate: number;
  /** Whether each clip is brought to mean 0 and variance 1 first. */
  readonly isNormalized: boolean;
  /** Fewest samples that give one frame. */
  readonly minSamples: number;
  /** Number of hidden states with a mean each: layers + 1. */
  readonly layers: number;
}

/** What an engine must know of a network to feed it and to read what it gives. */
export interface BackboneInfo {
  /** What it takes: images of one size, or clips of any length. */
  readonly input: 'image' | 'waveform';
  readonly name: string;
  /** `[height, width, channels]` of an image, `[-1]` of a waveform. */
  readonly inputShape: readonly number[];
  /** Shape of the features of one image: `[channels]`, or `[height, width, channels]` without pooling. */
  readonly outputShape: readonly number[];
  /** Number of values in the features of one image. */
  readonly outputDim: number;
  /** Layers whose outputs leave the model too. */
  readonly taps: readonly string[];
  /** What it asks of a clip; of a backbone with waveform input alone. */
  readonly waveform?: WaveformInput;
  /** Class names of a classification head that came with the weights, in the order of its outputs. */
  readonly labels?: readonly string[];
  /** SHA-256 of a network that came as a file, with the settings that it was opened with; see `backboneFingerprint`. */
  readonly fingerprint?: string;
  /** Commit of the hub that the files are of. */
  readonly revision?: string;
}

/** A backbone as data: its layers and its weights, compiled by `createBackbone` and by the embedding engines. */
export interface Backbone extends BackboneInfo {
  readonly graph: Graph;
  /** Weights under the graph's layer names. */
  readonly weights: WeightMap;
}

/**
 * Describes a backbone, layers and weights, without loading any runtime.
 *
 * @throws ModelsError `invalid-option` or `invalid-graph` as {@link backboneGraph}; `invalid-weights` when the weights are
 * those of another model or number of channels.
 */
export function describeBackbone(name: BackboneName, options: BackboneOptions = {}): Backbone {
  return describeIn(familyOf(name), name, options);
}

const optionNames: OptionNames<BackboneOptions> = {
  inputShape: true,
  pooling: true,
  taps: true,
  weights: true,
  seed: true,
  initializer: true,
  onWarning: true,
};

/** Whether something looks like weights by name, of whichever realm. */
function isWeightMap(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Map]';
}

/** {@link describeBackbone} for a network of any family. */
export function describeIn(family: ImageFamily, name: string, options: BackboneOptions = {}): Backbone {
  checkOptions('describeBackbone', options, optionNames);
  const { weights = null, seed, initializer, taps = [], onWarning } = options;
  if (weights !== null && !isWeightMap(weights)) {
    throw new ModelsError(
      'invalid-weights',
      `weights must be null, or what readKerasWeights or fetchImageNetWeights gives; received ${typeof weights === 'string' ? JSON.stringify(String(weights).slice(0, 40)) : kindOf(weights)}. ` +
        `For Keras' weights='imagenet' pass await fetchImageNetWeights(${JSON.stringify(name)}) of @ser/models/node.`,
    );
  }
  const graph = graphIn(family, name, options);
  const shapes = inferShapes(graph);
  const outputShape = shapes.get(graph.outputs[0]!)!;
  return {
    name,
    input: 'image',
    graph,
    weights:
      weights === null ? initializeWeights(graph, { seed, initializer }) : fitWeights(graph, weights, { onWarning }),
    inputShape: shapes.get(graph.layers[0]!.name)!,
    outputShape,
    outputDim: outputShape.reduce((product, n) => product * n, 1),
    taps,
  };
}
