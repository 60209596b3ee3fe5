import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../../../tools/parity/expect-parity.ts';
import { gradientGolden as golden, goldenWeights, gradientFeeds } from '../../../../testing/gradient-golden.ts';
import { vggGraph } from '../../../families/vgg/vgg-graph.ts';
import type { Conv2dLayer, Graph } from '../../../graph/graph.ts';
import { initializeWeights } from '../../../weights/initialize-weights.ts';
import { compileTrainingGraph, trainingNames } from './compile-training-graph.ts';
import { type ConvolutionForm, type ConvolutionSize, cpuForm, plainForm } from './convolution-form.ts';

describe('compileTrainingGraph', () => {
  // Each convolution in all of its forms: these images are so small that the first alone would be taken.
  const convolutions = golden.layers.filter(({ graph }) => graph.layers.some(({ type }) => type === 'conv2d'));
  const by3 = golden.layers.filter(({ graph }) => graph.layers.some((l) => l.type === 'conv2d' && isWinograd(l)));
  const as = (form: ConvolutionForm) => (of: ConvolutionSize) =>
    form.startsWith('winograd') && (of.size !== 3 || of.strides !== 1) ? 'direct' : form;
  it.each([
    ...golden.layers.map((one) => ({ ...one, formOf: as('gathered'), path: 'onnx' })),
    ...convolutions.map((one) => ({ ...one, formOf: as('direct'), path: 'onnx, direct' })),
    ...by3.map((one) => ({ ...one, formOf: as('winograd2'), path: 'onnx, Winograd 2 × 2' })),
    ...by3.map((one) => ({ ...one, formOf: as('winograd4'), path: 'onnx, Winograd 4 × 4' })),
  ])('has the gradients of TensorFlow: $name, $path', async ({ formOf, path, ...one }) => {
    const weights = goldenWeights(one.weights);
    const session = await ort.InferenceSession.create(
      compileTrainingGraph(one.graph, weights, one.trained, { formOf }),
    );
    const results = await session.run(gradientFeeds(one, weights));
    await session.release();
    // float32 against float64, where terms may cancel.
    const claim = { package: 'models', path, measure: 'relative', tolerance: 1e-5 } as const;
    const reference = `TensorFlow ${golden.versions.tensorflow} in float64`;
    expectParity(results[trainingNames.logits]!.data as Float32Array, one.logits, {
      ...claim,
      name: `train: logits, ${one.name}`,
      reference,
    });
    for (const { layer, index, gradient, differences } of one.trained) {
      const actual = results[trainingNames.gradient({ layer, index })]!.data as Float32Array;
      const name = `train: gradients, ${one.name}`;
      expectParity(actual, gradient, { ...claim, name, reference });
      if (differences)
        expectParity(actual, differences, { ...claim, name, reference: 'central differences in float64' });
    }
  });

  it('has the same gradients by the forms that a CPU takes, on one thread and on two', async () => {
    const size = { name: 'wide', inputShape: [12, 10, 3], filters: [64, 128], convolutions: [2, 1] } as const;
    const body = vggGraph(size);
    const pool = { type: 'globalPooling2d', name: 'pool', inputs: body.outputs, mode: 'avg' } as const;
    const dense = {
      type: 'dense',
      name: 'p',
      inputs: ['pool'],
      units: 3,
      useBias: true,
      activation: 'softmax',
    } as const;
    const graph: Graph = { ...body, layers: [...body.layers, pool, dense], outputs: ['p'] };
    const weights = initializeWeights(graph, { seed: 1 });
    const trained = [...weights].flatMap(([layer, own]) => own.map((_, index) => ({ layer, index })));
    const tensor = (dims: number[], value: (i: number) => number) =>
      new ort.Tensor(
        'float32',
        Float32Array.from({ length: dims.reduce((n, m) => n * m, 1) }, (_, i) => value(i)),
        dims,
      );
    const feeds = {
      input_layer: tensor([2, 12, 10, 3], (i) => Math.sin(i * i)),
      [trainingNames.targets]: tensor([2, 3], (i) => i % 2),
      [trainingNames.share]: tensor([], () => 0.5),
      ...Object.fromEntries(
        trained.map((one) => {
          const { data, shape } = weights.get(one.layer)![one.index]!;
          return [trainingNames.weight(one), tensor([...shape], (i) => data[i]!)];
        }),
      ),
    };
    const gradients = async (formOf: typeof plainForm, intraOpNumThreads: number) => {
      const bytes = compileTrainingGraph(graph, weights, trained, { formOf });
      const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads });
      const results = await session.run(feeds);
      await session.release();
      return trained.map((one) => results[trainingNames.gradient(one)]!.data as Float32Array);
    };
    const expected = await gradients(plainForm, 1);
    for (const threads of [1, 2]) {
      const actual = await gradients((of) => cpuForm(of, 8), threads);
      for (const [i, values] of actual.entries()) {
        const { layer } = trained[i]!;
        expectParity(values, expected[i]!, {
          package: 'models',
          name: `train: gradients of a VGG of many channels, ${layer}`,
          reference: 'the runtime’s own convolutions',
          path: 'onnx, by tiles',
          measure: 'relative',
          tolerance: 1e-5,
        });
      }
    }
  });

  it('writes back no further than the first trained weight', async () => {
    const { graph, weights } = golden.layers.find(({ name }) => name === 'dense with ReLU')!;
    const tensors = goldenWeights(weights);
    const count = (layers: readonly string[]) =>
      compileTrainingGraph(
        graph,
        tensors,
        layers.map((layer) => ({ layer, index: 1 })),
      ).length;
    // The gradient of a bias costs less where nothing before it is asked for.
    expect(count(['predictions'])).toBeLessThan(count(['hidden']));
    expect(count(['hidden'])).toBeLessThan(count(['first']));
  });

  it.each(['targets', 'share', 'logits', 'v0', 'mean4', 'turned9'])(
    'has room for an input layer "%s"',
    async (name) => {
      const one = golden.layers.find(({ name }) => name === 'dense with ReLU')!;
      const [entry, ...others] = one.graph.layers;
      const renamed = (layer: string): string => (layer === entry!.name ? name : layer);
      const layers = others.map((layer) => ({ ...layer, inputs: layer.inputs.map(renamed) }));
      const weights = goldenWeights(one.weights);
      const graph = { ...one.graph, layers: [{ ...entry!, name }, ...layers] } as Graph;
      const session = await ort.InferenceSession.create(compileTrainingGraph(graph, weights, one.trained));
      const { [entry!.name]: x, ...feeds } = gradientFeeds(one, weights);
      const results = await session.run({ ...feeds, [name]: x! });
      await session.release();
      for (const [i, logit] of one.logits.entries())
        expect((results[trainingNames.logits]!.data as Float32Array)[i]).toBeCloseTo(logit, 4);
    },
  );

  it('names a layer that it has no rule for, and a network without a softmax', () => {
    const input = { type: 'input', name: 'input', inputs: [], shape: [4] } as const;
    const constant = { type: 'constant', name: 'c', inputs: [], dtype: 'float32', shape: [1], values: [1] } as const;
    const softmax = { type: 'activation', name: 'p', inputs: ['input'], activation: 'softmax' } as const;
    const graph = (layers: Graph['layers']): Graph => ({ name: 'g', layers, outputs: ['p'] });
    expect(() => compileTrainingGraph(graph([input, constant, softmax]), new Map(), [])).toThrow(
      expect.objectContaining({ code: 'unsupported-layer', message: expect.stringContaining('"c" (constant)') }),
    );
    const relu = { ...softmax, activation: 'relu' } as const;
    expect(() => compileTrainingGraph(graph([input, relu]), new Map(), [])).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('ends in a softmax') }),
    );
  });
});

const isWinograd = ({ kernelSize, strides }: Conv2dLayer): boolean => kernelSize === 3 && strides === 1;
