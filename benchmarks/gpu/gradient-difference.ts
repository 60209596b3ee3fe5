import type { OnnxDevice } from '@ser/models';
import * as ort from 'onnxruntime-node';
import {
  compileTrainingGraph,
  trainingNames,
} from '../../packages/models/src/engines/onnx/gradients/compile-training-graph.ts';
import { poolingOperation } from '../../packages/models/src/engines/onnx/gradients/pooling-rules.ts';
import { goldenWeights, gradientFeeds, gradientGolden } from '../../packages/models/testing/gradient-golden.ts';

/** Largest difference of the gradients of every layer from TensorFlow's in float64, relative to the largest of each tensor. */
export async function gradientDifference(device: OnnxDevice): Promise<number> {
  let worst = 0;
  for (const one of gradientGolden.layers) {
    const weights = goldenWeights(one.weights);
    const pools = one.graph.layers.flatMap(({ type, name }) =>
      type === 'maxPooling2d' ? [poolingOperation(name)] : [],
    );
    const session = await ort.InferenceSession.create(compileTrainingGraph(one.graph, weights, one.trained), {
      executionProviders: [pools.length === 0 ? device : ({ name: device, forceCpuNodeNames: pools } as never)],
      logSeverityLevel: 3,
    });
    const results = await session.run(gradientFeeds(one, weights));
    await session.release();
    for (const { layer, index, gradient } of one.trained) {
      const actual = results[trainingNames.gradient({ layer, index })]!.data as Float32Array;
      const scale = Math.max(...gradient.map(Math.abs));
      gradient.forEach((value, i) => {
        worst = Math.max(worst, Math.abs(actual[i]! - value) / scale);
      });
    }
  }
  return worst;
}
