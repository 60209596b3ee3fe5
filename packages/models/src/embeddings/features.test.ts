import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, test } from 'vitest';
import { checkFeatures, type FeatureCase, featureCases, weightStore } from '../../testing/feature-cases.ts';

/**
 * ONNX runs all at the small size; VGG16 and ResNet101V2, one of each family, run on wasm too, and at the large size.
 */
const isLarge = ({ inputShape }: FeatureCase): boolean => inputShape[0]! > 100;
const isOther = ({ name }: FeatureCase): boolean => name !== 'vgg16' && name !== 'resnet101v2';
const runs = featureCases
  .filter((one) => !(isLarge(one) && isOther(one)))
  .flatMap((one) => [
    { ...one, engine: 'onnx', path: 'onnx' } as const,
    ...(isOther(one) ? [] : [{ ...one, engine: 'tfjs', path: 'wasm' } as const]),
  ]);

beforeAll(() => tf.setBackend('wasm'));

describe('features equal those of Keras, block by block', () => {
  const weightsOf = weightStore();
  test.each(runs)('$name $inputShape $pooling on $path', (run) => checkFeatures(run, weightsOf(run), run));
});
