import { beforeAll, describe, test } from 'vitest';
import { checkFeatures, featureCases, weightStore } from '../../testing/feature-cases.ts';
import { findNativePackage, importNative } from '../../testing/native-backend.ts';
import { selectBackend } from '../accelerators/select-backend.ts';

const folder = findNativePackage();
if (!folder && process.env.REQUIRE_NATIVE_BACKEND === '1')
  throw new Error('No @tensorflow/tfjs-node with its library.');

describe.skipIf(!folder)(
  'features on the node back end (skipped without @tensorflow/tfjs-node and its library)',
  () => {
    beforeAll(async () => {
      await selectBackend('node', { importPackage: importNative(folder!) });
    });

    const weightsOf = weightStore();
    const published = featureCases.filter(({ name }) => ['vgg16', 'vgg19', 'resnet101v2'].includes(name));
    test.each(published)('$name $inputShape $pooling equal those of Keras, block by block', (one) =>
      checkFeatures(one, weightsOf(one), { engine: 'tfjs', path: 'node' }),
    );
  },
);
