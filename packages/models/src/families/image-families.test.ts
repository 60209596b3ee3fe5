import { expect, it } from 'vitest';
import { extractEmbeddings } from '../embeddings/extract-embeddings.ts';
import { compileToOnnx } from '../engines/onnx/compile-to-onnx.ts';
import { describeIn } from './describe-backbone.ts';
import { familyOf, imageFamilies } from './image-families.ts';
import type { ImageFamily } from './image-family.ts';
import { preprocessIn } from './preprocess-input.ts';

/** All that a family is: one object, as a row of the table. */
const toy: ImageFamily<'toy1'> = {
  family: 'toy',
  input: 'image',
  networks: {
    toy1: {
      weightFile: { name: 'toy1.h5', url: 'https://example.org/toy1.h5', md5: '0'.repeat(32) },
      graph: (shape) => ({
        name: 'toy1',
        layers: [
          { type: 'input', name: 'input_layer', inputs: [], shape },
          {
            type: 'conv2d',
            name: 'stage1_conv',
            inputs: ['input_layer'],
            filters: 4,
            kernelSize: 3,
            strides: 2,
            padding: 'valid',
            useBias: true,
            activation: 'relu',
          },
        ],
        outputs: ['stage1_conv'],
      }),
    },
  },
  poolingLayer: { avg: 'pool', max: 'pool' },
  preprocessedChannels: [1],
  preprocess: (data) => {
    for (let i = 0; i < data.length; i++) data[i]! /= 255;
  },
  blockOf: (layer) => /^stage\d+/.exec(layer)?.[0],
  lastBlock: 'stage1',
};

it('describes, preprocesses and runs a network of a new family that is nothing but a row', async () => {
  const family = familyOf('toy1', [...imageFamilies, toy]);
  const backbone = describeIn(family, 'toy1', { inputShape: [32, 40, 1], seed: 1 });
  expect(backbone.outputShape).toEqual([4]);
  expect(compileToOnnx(backbone.graph, backbone.weights).length).toBeGreaterThan(100);
  const image = preprocessIn(family, { data: new Uint8Array(32 * 40).fill(255), shape: [32, 40, 1] });
  expect(image.data.every((value) => value === 1)).toBe(true);
  for await (const embedding of extractEmbeddings([image], { backbone, engine: 'onnx' })) {
    expect(embedding).toHaveLength(4);
    expect(embedding.some((value) => value > 0)).toBe(true);
  }
});

it('names the networks of all rows where a name is in none', () => {
  expect(() => familyOf('vgg17', [...imageFamilies, toy])).toThrow(/Unknown backbone "vgg17"; known are vgg16, .*toy1/);
  expect(() => familyOf('constructor')).toThrow(/Unknown backbone/);
});
