import { describe, expect, it } from 'vitest';
import { resnetV2Graph } from '../../../families/resnet-v2/resnet-v2-graph.ts';
import { vggGraph } from '../../../families/vgg/vgg-graph.ts';
import type { Graph } from '../../../graph/graph.ts';
import { inferShapes } from '../../../graph/infer-shapes.ts';
import { type ConvolutionForm, cpuForm, plainForm } from './convolution-form.ts';

/** The forms of the convolutions of a graph. */
function formsOf(graph: Graph, choose: typeof plainForm): Record<string, ConvolutionForm> {
  const shapes = inferShapes(graph);
  return Object.fromEntries(
    graph.layers.flatMap((layer) => {
      if (layer.type !== 'conv2d') return [];
      const [height, width] = shapes.get(layer.name) as [number, number];
      const channels = shapes.get(layer.inputs[0]!)!.at(-1)!;
      const { kernelSize: size, strides, filters, name } = layer;
      return [[name, choose({ size, strides, channels, filters, height, width })]];
    }),
  );
}

const cpuFormOf =
  (batchSize: number): typeof plainForm =>
  (of) =>
    cpuForm(of, batchSize);

describe('cpuForm', () => {
  const vgg16 = (inputShape: readonly number[]): Graph =>
    vggGraph({ name: 'vgg16', inputShape, filters: [64, 128, 256, 512, 512], convolutions: [2, 2, 3, 3, 3] });

  it('filters by tiles where channels are many, as in VGG16 behind its first convolution', () => {
    const { block1_conv1, ...others } = formsOf(vgg16([64, 130, 3]), cpuFormOf(8));
    expect(block1_conv1).toBe('direct');
    for (const [name, form] of Object.entries(others)) {
      expect([name, form]).toEqual([name, name.startsWith('block5') ? 'winograd2' : 'winograd4']);
    }
  });

  it('takes small tiles where large ones would stand out over the image, and none where kernels are larger than images', () => {
    expect(formsOf(vgg16([224, 224, 3]), cpuFormOf(8))).toMatchObject({
      block4_conv2: 'winograd4',
      block5_conv1: 'winograd2',
    });
    const deep = { size: 3, strides: 1, channels: 512, filters: 512 };
    expect(cpuForm({ ...deep, height: 4, width: 9 }, 8)).toBe('winograd2');
    expect(cpuForm({ ...deep, height: 2, width: 5 }, 8)).toBe('gathered');
  });

  it.each([
    [4, 4, 'gathered', 7],
    [4, 4, 'winograd2', 8],
    [4, 8, 'gathered', 3],
    [4, 8, 'winograd2', 4],
    [2, 5, 'winograd2', 16],
    [3, 3, 'gathered', 16],
    [1, 8, 'gathered', 32],
    [7, 10, 'direct', 1],
    [7, 10, 'winograd2', 2],
    [8, 16, 'winograd2', 3],
    [8, 16, 'winograd4', 4],
    [16, 32, 'winograd4', 1],
  ] as const)('counts the pixels of the whole batch: %d × %d is %s for %d images', (height, width, form, images) => {
    expect(cpuForm({ size: 3, strides: 1, channels: 512, filters: 512, height, width }, images)).toBe(form);
  });

  it('leaves strides and kernels of 1 × 1 to the runtime, and all to other devices than the CPU', () => {
    const resnet = resnetV2Graph({
      name: 'resnet',
      inputShape: [64, 64, 3],
      stemFilters: 64,
      filters: [64, 128],
      blocks: [2, 1],
    });
    expect(formsOf(resnet, cpuFormOf(8))).toMatchObject({
      conv1_conv: 'direct',
      conv2_block1_1_conv: 'direct',
      conv2_block1_2_conv: 'winograd4',
      conv2_block2_2_conv: 'gathered',
    });
    expect(new Set(Object.values(formsOf(vgg16([64, 130, 3]), plainForm)))).toEqual(new Set(['direct', 'gathered']));
  });
});
