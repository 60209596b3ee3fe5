import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, test } from 'vitest';
import { checkFeatures, type FeatureCase, featureCases, weightStore } from '../../testing/feature-cases.ts';

/** ONNX runs all; wasm runs the three backbones of the published table at both sizes, the other two at the small one. */
const isLarge = ({ inputShape }: FeatureCase): boolean => inputShape[0]! > 100;
const isOther = ({ name }: FeatureCase): boolean => name === 'resnet50v2' || name === 'resnet152v2';
const runs = featureCases.flatMap((one) => [
  { ...one, engine: 'onnx', path: 'onnx' } as const,
  ...(isLarge(one) && isOther(one) ? [] : [{ ...one, engine: 'tfjs', path: 'wasm' } as const]),
]);

beforeAll(() => tf.setBackend('wasm'));

describe('features equal those of Keras, block by block', () => {
  const weightsOf = weightStore();
  test.each(runs)('$name $inputShape $pooling on $path', (run) => checkFeatures(run, weightsOf(run), run));
});
