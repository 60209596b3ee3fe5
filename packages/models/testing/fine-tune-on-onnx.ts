import * as tf from '@tensorflow/tfjs';
import type { OnnxDevice } from '../src/engines/onnx/devices.ts';
import { compileToTfjs } from '../src/engines/tfjs/compile-to-tfjs.ts';
import type { Graph } from '../src/graph/graph.ts';
import { freezeLayers } from '../src/heads/freeze-layers.ts';
import type { FineTuned } from './compare-fine-tuned.ts';
import { type GradientGolden, goldenWeights } from './gradient-golden.ts';
import { runTraining } from './run-training.ts';

/** Repeats 4 epochs of Keras on a small convolutional network on ONNX Runtime, frozen in part or not. */
export async function fineTuneOnOnnx(
  one: GradientGolden['fits'][number],
  device: OnnxDevice = 'cpu',
): Promise<FineTuned> {
  const weights = goldenWeights(one.weights);
  const whole = compileToTfjs(bodyOf(one.graph), new Map([...weights].filter(([name]) => name !== 'predictions')));
  const predictions = tf.layers.dense({ units: 3, activation: 'softmax', name: 'predictions' });
  const model = tf.model({
    inputs: whole.inputs,
    outputs: predictions.apply(whole.outputs[0]!) as tf.SymbolicTensor,
  });
  tf.tidy(() =>
    predictions.setWeights(weights.get('predictions')!.map(({ data, shape }) => tf.tensor(data, [...shape]))),
  );
  freezeLayers(model, one.before === '' ? 'none' : { before: one.before });
  const { result } = await runTraining(model, {
    x: Float32Array.from(one.x),
    y: one.y,
    sampleShape: model.inputs[0]!.shape.slice(1) as number[],
    classes: 3,
    epochs: 4,
    batchSize: 5,
    shuffle: false,
    runtime: 'onnx',
    device,
    optimizer: { name: 'adam', learningRate: 0.01 },
  });
  const after: Record<string, number[][]> = {};
  for (const layer of model.layers) {
    if (layer.weights.length === 0) continue;
    after[layer.name] = await Promise.all(layer.getWeights().map(async (w) => Array.from(await w.data())));
  }
  model.dispose();
  return { loss: result.history.loss!, weights: after };
}

/** A described classifier without its last layer, which TensorFlow.js builds itself. */
function bodyOf(graph: Graph): Graph {
  const layers = graph.layers.slice(0, -1);
  return { ...graph, layers, outputs: [layers.at(-1)!.name] };
}
