import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { applyHead, type HeadOptions } from './create-head.ts';
import { type FreezeOption, freezeLayers } from './freeze-layers.ts';
import { registerLayers } from './register-layers.ts';

/** Options of {@link createClassifier}. */
export interface ClassifierOptions extends Omit<HeadOptions, 'inputDim'> {
  /** The backbone, from `createBackbone`: one output of shape `[n, features]`. */
  readonly backbone: tf.LayersModel;
  /** What of the backbone is trained; see `freezeLayers`. @default 'all' */
  readonly freeze?: FreezeOption | undefined;
}

/**
 * Joins a backbone and a new head into one flat model from images to class probabilities.
 *
 * The layers of the backbone are shared with the model given, not copied: training one changes both.
 *
 * @returns A model from `[n, height, width, channels]` to `[n, classes]`.
 * @throws {ModelsError} `invalid-input` when the backbone has more than one output or no pooling; `invalid-option` as
 *   `createHead` and `freezeLayers`.
 */
export function createClassifier(options: ClassifierOptions): tf.LayersModel {
  const { backbone, freeze = 'all', ...headOptions } = options;
  const features = backbone.outputs[0]!;
  if (backbone.outputs.length !== 1 || features.shape.length !== 2) {
    throw new ModelsError(
      'invalid-input',
      `A classifier stands on a backbone with one output of shape [n, features]. Received ${backbone.outputs.length} output(s), the first of shape [${features.shape.map((n) => n ?? 'n').join(', ')}]; create the backbone with pooling: 'avg' and without taps.`,
    );
  }
  registerLayers();
  freezeLayers(backbone, freeze);
  const outputs = applyHead(features, { ...headOptions, inputDim: features.shape[1]! });
  return tf.model({ inputs: backbone.inputs, outputs, name: 'classifier' });
}
