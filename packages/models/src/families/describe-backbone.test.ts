import { describe, expect, test } from 'vitest';
import { fingerprintWeights } from '../weights/fingerprint-weights.ts';
import { backboneFingerprint } from './backbone-fingerprint.ts';
import { describeBackbone } from './describe-backbone.ts';

const inputShape = [32, 48, 3];
/** Drawing fifteen million weights is the slow part: once for all tests. */
const backbone = describeBackbone('vgg16', { inputShape });
const { weights } = backbone;

describe('describeBackbone', () => {
  test('tells the shapes', () => {
    expect(backbone).toMatchObject({ name: 'vgg16', inputShape, outputShape: [512], outputDim: 512, taps: [] });
    const maps = describeBackbone('vgg16', { inputShape, weights, pooling: 'none', taps: ['block1_pool'] });
    expect(maps).toMatchObject({ outputShape: [1, 1, 512], outputDim: 512, taps: ['block1_pool'] });
  });

  test('draws the weights of its seed and initializer', async () => {
    const options = { inputShape, seed: 0, initializer: 'heNormal', weights: null } as const;
    expect(await backboneFingerprint(describeBackbone('vgg16', options))).toBe(await backboneFingerprint(backbone));
    const other = describeBackbone('vgg16', { ...options, initializer: 'glorotUniform' });
    expect(await fingerprintWeights(other.weights)).not.toBe(await fingerprintWeights(weights));
  });

  test('refuses the weights of another model and of other channels', () => {
    const wrong = expect.objectContaining({ code: 'invalid-weights' });
    expect(() => describeBackbone('vgg19', { weights })).toThrow(wrong);
    expect(() => describeBackbone('vgg16', { inputShape: [32, 48, 1], weights })).toThrow(wrong);
  });

  test("refuses Keras' spelling, and says how to get the weights", () => {
    const asked = (options: object) => () => describeBackbone('vgg16', options);
    expect(asked({ weights: 'imagenet' })).toThrow(/received "imagenet".*fetchImageNetWeights\("vgg16"\)/);
    expect(asked({ input_shape: inputShape })).toThrow(/no option "input_shape". Did you mean inputShape\?/);
    expect(asked({ includeTop: false })).toThrow(/no option "includeTop". It takes inputShape/);
    expect(asked([32, 32, 3])).toThrow(/takes its options as one object/);
  });
});

describe('backboneFingerprint', () => {
  test('does not depend on taps, but on input shape, pooling and weights', async () => {
    const of = (options: object) => backboneFingerprint(describeBackbone('vgg16', { inputShape, weights, ...options }));
    const own = await backboneFingerprint(backbone);
    expect(await of({ taps: ['block2_pool'] })).toBe(own);
    const changed = new Map(weights);
    const [kernel, bias] = weights.get('block5_conv3')!;
    changed.set('block5_conv3', [kernel!, { ...bias!, data: bias!.data.map((v, i) => (i === 511 ? 1e-30 : v)) }]);
    const others = [
      await of({ inputShape: [48, 32, 3] }),
      await of({ pooling: 'max' }),
      await of({ weights: changed }),
    ];
    expect(new Set([own, ...others]).size).toBe(4);
  });

  test('is computed once', () => {
    expect(backboneFingerprint(backbone)).toBe(backboneFingerprint(backbone));
  });
});
