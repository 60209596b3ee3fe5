import type { OnnxDevice } from '@ser/models';
import * as ort from 'onnxruntime-node';
import {
  compileTrainingGraph,
  trainingNames,
} from '../../packages/models/src/engines/onnx/gradients/compile-training-graph.ts';
import {
  fromOnnxLayout,
  onnxShape,
  toOnnxLayout,
} from '../../packages/models/src/engines/onnx/gradients/weight-layout.ts';
import { goldenWeights, gradientGolden } from '../../packages/models/testing/gradient-golden.ts';

const float32 = (values: readonly number[], dims: readonly number[]): ort.Tensor =>
  new ort.Tensor('float32', Float32Array.from(values), dims);

/** Largest difference of the gradients of every layer from TensorFlow's in float64, relative to the largest of each tensor. */
export async function gradientDifference(device: OnnxDevice): Promise<number> {
  let worst = 0;
  for (const one of gradientGolden.layers) {
    const weights = goldenWeights(one.weights);
    const session = await ort.InferenceSession.create(compileTrainingGraph(one.graph, weights, one.trained), {
      executionProviders: [device],
      logSeverityLevel: 3,
    });
    const [input] = one.graph.layers;
    const feeds: Record<string, ort.Tensor> = {
      input: float32(one.x, [2, ...(input!.type === 'input' ? input!.shape : [])]),
      [trainingNames.targets]: float32(one.targets, [2, 3]),
      [trainingNames.share]: float32([one.share], []),
    };
    for (const [layer, mask] of Object.entries(one.masks)) feeds[trainingNames.mask(layer)] = float32(mask, [2, 6]);
    for (const { layer, index } of one.trained) {
      const tensor = weights.get(layer)![index]!;
      const name = trainingNames.weight({ layer, index });
      feeds[name] = new ort.Tensor('float32', toOnnxLayout(tensor), onnxShape(tensor.shape));
    }
    const results = await session.run(feeds);
    await session.release();
    for (const { layer, index, gradient } of one.trained) {
      const values = results[trainingNames.gradient({ layer, index })]!.data as Float32Array;
      const actual = fromOnnxLayout(weights.get(layer)![index]!.shape, values);
      const scale = Math.max(...gradient.map(Math.abs));
      gradient.forEach((value, i) => {
        worst = Math.max(worst, Math.abs(actual[i]! - value) / scale);
      });
    }
  }
  return worst;
}
