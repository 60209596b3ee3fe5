import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { type ConvolutionForm, convolutionForms } from './convolution-form.ts';
import { GraphWriter } from './graph-writer.ts';

const tensor = (dims: readonly number[]) =>
  new ort.Tensor(
    'float32',
    Float32Array.from({ length: dims.reduce((product, n) => product * n, 1) }, (_, i) => Math.sin(i * i)),
    dims,
  );

/** Output of a convolution of 4 channels, and its gradients by input and kernel. */
async function results(form: ConvolutionForm, height: number, width: number): Promise<Float32Array[]> {
  const writer = new GraphWriter();
  const shape = [4, height, width];
  const [x, kernel, d] = [
    writer.input('x', shape, true),
    writer.input('kernel', [3, 3, 4, 4], false),
    writer.input('d', shape, true),
  ];
  const sizes = { inHeight: height, inWidth: width, height, width };
  const { output, back } = convolutionForms[form]({
    ...{ writer, x, kernel, bias: undefined, size: 3, strides: 1, border: 1, channels: 4, filters: 4 },
    ...sizes,
  });
  writer.output('y', output, shape, true);
  const gradients = back(d);
  writer.output('dx', gradients.input(), shape, true);
  writer.output('dk', gradients.kernel(), [3, 3, 4, 4], false);
  const session = await ort.InferenceSession.create(writer.finish('one'), { intraOpNumThreads: 1 });
  const images = [2, ...shape];
  const outputs = await session.run({ x: tensor(images), kernel: tensor([3, 3, 4, 4]), d: tensor(images) });
  await session.release();
  return ['y', 'dx', 'dk'].map((name) => outputs[name]!.data as Float32Array);
}

describe('winogradConvolution', () => {
  it.each([
    ['winograd2', 40],
    ['winograd4', 80],
  ] as const)('puts rows of more than 16 tiles together from several pieces: %s, %d wide', async (form, width) => {
    const expected = await results('direct', 3, width);
    const actual = await results(form, 3, width);
    for (const [i, values] of actual.entries()) {
      const largest = expected[i]!.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const worst = values.reduce((most, value, k) => Math.max(most, Math.abs(value - expected[i]![k]!)), 0);
      expect(values.length).toBe(expected[i]!.length);
      expect(worst / largest).toBeLessThan(5e-6);
    }
  });
});
