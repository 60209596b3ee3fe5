import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { golden, unpack } from '../../testing/seeded.ts';
import { type BackboneName, backboneNames } from './image-families.ts';
import { type InputRangeWarning, preprocessInput } from './preprocess-input.ts';

const { shape, images, expected, versions } = golden<{
  shape: number[];
  images: string;
  expected: Record<BackboneName, string>;
  versions: { keras: string };
}>('preprocess.json');

describe.each(backboneNames)('preprocessInput for %s', (name) => {
  const parity = {
    package: 'models',
    name: 'preprocessInput',
    reference: `Keras ${versions.keras} applications.${name.startsWith('vgg') ? name : 'resnet_v2'}.preprocess_input`,
    path: 'float32',
    measure: 'absolute',
    // One unit in the last place of float32 at 128: Keras multiplies in float32, we in float64.
    tolerance: 1.6e-5,
  } as const;

  test('equals Keras, and leaves its input alone', () => {
    const data = unpack(images);
    const before = data.slice();
    const result = preprocessInput(name, { data, shape });
    expect(result.shape).toEqual(shape);
    expectParity(result.data, unpack(expected[name]), parity);
    expect(data).toEqual(before);
  });

  test('takes an array of images and views with strides', () => {
    const [n, height, width, channels] = shape as [number, number, number, number];
    const data = unpack(images);
    const size = height * width * channels;
    // The second image, stored with the channels first and something before it.
    const moved = new Float64Array(size + 7);
    for (let i = 0; i < size; i++) {
      const c = i % channels;
      moved[7 + c * height * width + Math.floor(i / channels)] = data[size + i]!;
    }
    const results = preprocessInput(name, [
      { data: data.subarray(0, size), shape: shape.slice(1) },
      { data: moved, shape: shape.slice(1), stride: [width, 1, height * width], offset: 7 },
    ]);
    expect(results).toHaveLength(n);
    expectParity([...results[0]!.data, ...results[1]!.data], unpack(expected[name]), parity);
  });
});

describe('preprocessInput', () => {
  const image = (data: number[]) => ({ data, shape: [1, data.length / 3, 3] });
  const warningFor = (data: number[]): InputRangeWarning | undefined => {
    let found: InputRangeWarning | undefined;
    preprocessInput('vgg16', image(data), {
      onWarning: (warning) => {
        found = warning;
      },
    });
    return found;
  };

  test.each([
    [[0, 0.5, 1], /0 to 1 where 0 to 255 is expected: multiply an image of 0 to 1 by 255/],
    [[-1, 0, 1], /negative values, was the image preprocessed already/],
    [[0, 128, 256], /scale the image down/],
  ])('warns of %j', (data, message) => {
    expect(warningFor(data)).toEqual({
      message: expect.stringMatching(message),
      min: Math.min(...data),
      max: Math.max(...data),
    });
  });

  test.each([[[0, 128, 255]], [[0, 0, 0]], [[3, 4, 5]]])('does not warn of %j', (data) => {
    expect(warningFor(data)).toBeUndefined();
  });

  test('one channel is for ResNet only', () => {
    const gray = { data: [255, 0], shape: [1, 2, 1] };
    expect([...preprocessInput('resnet101v2', gray).data]).toEqual([1, -1]);
    expect(() => preprocessInput('vgg19', gray)).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringMatching(/3 channels; received \[1, 2, 1\]/),
      }),
    );
  });

  test('refuses another number of axes, data that are too short, and an unknown name', () => {
    expect(() => preprocessInput('resnet50v2', { data: [1], shape: [1] })).toThrow(/received \[1\]/);
    expect(() => preprocessInput('vgg16', { data: [1, 2], shape: [1, 1, 3] })).toThrow(/does not fit in its data of 2/);
    expect(() => preprocessInput('vgg' as never, image([1, 2, 3]))).toThrow(/Unknown backbone "vgg"/);
  });
});
