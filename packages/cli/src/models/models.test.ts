import { describe, expect, test } from 'vitest';
import { isLeftOut } from '../engines/backends.ts';
import { EXIT } from '../errors.ts';
import { findModel } from './find-models.ts';

test('what is trained says what is frozen', () => {
  expect(findModel('VGG16')!.frozen('head')).toBeNull();
  expect(findModel('VGG16')!.frozen('full')).toBe('none');
  expect(findModel('VGG16')!.frozen('last-block')).toEqual({ before: 'block5' });
  expect(findModel('ResNet101')!.frozen('last-block')).toEqual({ before: 'conv5' });
  expect(findModel('VGG19')!.frozen('from:block5_conv4')).toEqual({ before: 'block5_conv4' });
  expect(findModel('VGG16')!.frozen('from:block4')).toEqual({ before: 'block4' });
});

describe('a layer that the model does not have is refused with those near it', () => {
  test.each([
    [
      'VGG16',
      'from:block5_conv4',
      /VGG16 has no layer "block5_conv4"; near it: block5_conv1, block5_conv2, block5_conv3/,
    ],
    ['VGG16', 'from:blok5_conv1', /near it: block5_conv1/],
    ['ResNet101', 'from:block5_conv1', /ResNet101 has no layer "block5_conv1".*last-block/],
    ['ResNet101', 'from:conv5_block4_1_conv', /near it: conv[0-9_a-z]+, conv/],
    ['VGG16', 'from:nonsense', /has no layer "nonsense"\. Name a layer from block1_conv1 to block5_conv3/],
  ] as const)('%s %s', (model, train, message) => {
    expect(() => findModel(model)!.frozen(train)).toThrow(message);
    expect(() => findModel(model)!.frozen(train)).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
  });
});

test('fineTuneOn=native leaves the second phase out where it would take days', () => {
  const last = { train: 'last-block', fineTuneOn: 'native' } as const;
  expect(['gpu', 'node', 'webgpu', 'onnx', 'wasm', 'cpu'].map((backend) => isLeftOut(last, backend))).toEqual([
    false,
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(isLeftOut({ ...last, fineTuneOn: 'any' }, 'wasm')).toBe(false);
  expect(isLeftOut({ ...last, train: 'head' }, 'wasm')).toBe(false);
});
