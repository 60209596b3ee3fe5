import type { Backbone, BackboneInfo, BackboneName, BackboneSession, FreezeOption } from '@ser/models';
import type { LayersModel } from '@tensorflow/tfjs';
import type { StoredArray } from '../files/array-store.ts';
import type { FrontEndName } from '../front-ends/front-ends.ts';
import type { Settings } from '../settings/settings.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** Name of a model: its row in the table, and its folder in a run. */
export type ModelName = string;

/** A network that is a file which its runtime reads by itself. */
export interface FileBackbone extends BackboneInfo {
  readonly openFile: () => Promise<BackboneSession>;
}

/** A backbone with its weights, and how to tell it from others. */
export interface LoadedBackbone {
  readonly backbone: Backbone | FileBackbone;
  /** Where its weights come from, for people and for the run folder: `random`, `imagenet` or a path. */
  readonly source: string;
  readonly fingerprint: string;
}

/** What it takes to load a backbone. */
export interface LoadContext {
  readonly settings: Settings;
  readonly cache: string;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** What a model is given, and how it is made of stored features. */
export interface ModelInput {
  readonly kind: 'image' | 'waveform' | 'vector';
  /** The front end whose features it is made of. */
  readonly frontEnd: (settings: Settings) => FrontEndName;
  /** Its shape for features of a shape. */
  readonly shape: (features: readonly number[], settings: Settings) => readonly number[];
  /** One input of stored features. */
  readonly make: (features: StoredArray, settings: Settings) => StoredArray;
  /** What of the settings decides it, beyond the features: it enters the key of the embeddings. */
  readonly key: (settings: Settings) => Readonly<Record<string, unknown>>;
}

/** A model that can be trained: a row of the table of models. */
export interface Model {
  /** Name for people, and of its folder in a run. */
  readonly name: ModelName;
  /** Other names that `--model` takes. */
  readonly also: readonly string[];
  /** Whether it stands in the published table, which is what `--model all` means. */
  readonly isPublished: boolean;
  /** Learning rate of its head, which the settings scale. */
  readonly learningRate: number;
  /** The network of `keras.applications` whose ImageNet weights it can start from, where it is one. */
  readonly keras?: BackboneName;
  readonly input: ModelInput;
  /**
   * Looks before any work whether `load` can find what it needs, and fetches what is missing; gives the network itself where
   * no shape is needed for that.
   *
   * @throws {SerError} where it cannot be loaded.
   */
  readonly check?: (weights: string | undefined, context: LoadContext) => Promise<LoadedBackbone | undefined>;
  /** Loads its frozen network for inputs of a shape; `weights` is what `--weights` asks for. */
  readonly load: (
    shape: readonly number[],
    weights: string | undefined,
    context: LoadContext,
  ) => Promise<LoadedBackbone>;
  /**
   * What of the network a second phase leaves frozen; null where there is no second phase.
   *
   * @throws {SerError} where the network has no layer of that name.
   */
  readonly frozen: (train: Settings['train']) => FreezeOption | null;
  /** Takes a fine-tuned classifier apart again: the network as it is now, and the head on its embeddings. */
  readonly takeApart: (
    whole: LayersModel,
    shape: readonly number[],
    settings: Settings,
  ) => Promise<{ readonly backbone: Backbone; readonly fingerprint: string; readonly head: LayersModel }>;
}
