import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import type { Activation, Layer } from '../../graph/graph.ts';

/**
 * Describes one layer of TensorFlow.js as data.
 *
 * @throws ModelsError `unsupported-layer`, naming the layer and, where it is one, the setting that is not supported.
 */
export function describeLayer(layer: tf.layers.Layer, inputs: readonly string[]): Layer {
  const className = layer.getClassName();
  const config = layer.getConfig() as Record<string, unknown>;
  const { name } = layer;
  const refuse = (setting: string): never => {
    throw new ModelsError(
      'unsupported-layer',
      `Layer "${name}" (${className}) cannot be described: ${setting}. Supported are the layers that createBackbone, ` +
        'createHead and createClassifier build.',
    );
  };
  /** The one number that a setting repeats for both axes. */
  const square = (setting: string): number => {
    const [first, ...rest] = [config[setting]].flat(2) as number[];
    if (first === undefined || rest.some((n) => n !== first)) refuse(`its ${setting} differ between the sides`);
    return first!;
  };
  const is = (setting: string, value: unknown): void => {
    if (config[setting] !== undefined && config[setting] !== value) refuse(`its ${setting} is ${config[setting]}`);
  };
  const activation = (): Activation => {
    const value = config.activation as string;
    return value === 'linear' || value === 'relu' || value === 'softmax' ? value : refuse(`its activation is ${value}`);
  };
  is('dataFormat', 'channelsLast');
  const base = { name, inputs };
  switch (className) {
    case 'InputLayer': {
      const [, ...shape] = config.batchInputShape as (number | null)[];
      if (shape.some((n) => n === null)) refuse(`its shape [${shape}] is not fixed`);
      return { ...base, type: 'input', shape: shape as number[] };
    }
    case 'ZeroPadding2D':
      return { ...base, type: 'zeroPadding2d', padding: square('padding') };
    case 'Conv2D': {
      const kernelSize = square('kernelSize');
      const strides = square('strides');
      const padding = config.padding === 'same' ? 'same' : 'valid';
      if (square('dilationRate') !== 1) refuse('it is dilated');
      if (padding === 'same' && (strides !== 1 || kernelSize % 2 === 0))
        refuse('its padding depends on the image size');
      const filters = config.filters as number;
      const useBias = config.useBias as boolean;
      return { ...base, type: 'conv2d', filters, kernelSize, strides, padding, useBias, activation: activation() };
    }
    case 'BatchNormalization':
      is('scale', true);
      is('center', true);
      if (config.axis !== -1 && config.axis !== 3) refuse(`its axis is ${config.axis}`);
      return { ...base, type: 'batchNormalization', epsilon: config.epsilon as number };
    case 'FrozenBatchNormalization':
      return { ...base, type: 'batchNormalization', epsilon: config.epsilon as number };
    case 'Activation':
      return { ...base, type: 'activation', activation: activation() };
    case 'MaxPooling2D':
      is('padding', 'valid');
      return { ...base, type: 'maxPooling2d', poolSize: square('poolSize'), strides: square('strides') };
    case 'AveragePooling2D':
      is('padding', 'valid');
      return { ...base, type: 'averagePooling2d', poolSize: square('poolSize'), strides: square('strides') };
    case 'Add':
      return { ...base, type: 'add' };
    case 'GlobalAveragePooling2D':
      return { ...base, type: 'globalPooling2d', mode: 'avg' };
    case 'GlobalMaxPooling2D':
      return { ...base, type: 'globalPooling2d', mode: 'max' };
    case 'Dense': {
      const { units, useBias } = config as { units: number; useBias: boolean };
      return { ...base, type: 'dense', units, useBias, activation: activation() };
    }
    case 'Normalization':
      return { ...base, type: 'normalization' };
    case 'LayerWeights':
      return { ...base, type: 'layerWeights', layers: config.layers as number };
    case 'Dropout':
    case 'SeededDropout':
      return { ...base, type: 'identity' };
    default:
      return refuse('this package does not build such layers');
  }
}
