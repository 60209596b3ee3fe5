import type * as tf from '@tensorflow/tfjs';
import type { TrainedWeight } from '../../engines/onnx/gradients/compile-training-graph.ts';

/** A weight that is trained, where it stands in the description and in the model. */
export interface TrainedVariable extends TrainedWeight {
  readonly variable: tf.Variable;
}

/** The trained weights of a flat model, in the order of `model.trainableWeights`. */
export function trainedVariables(model: tf.LayersModel): TrainedVariable[] {
  const trained = new Set(model.trainableWeights);
  return model.layers.flatMap((layer) =>
    layer.weights.flatMap((weight, index) =>
      trained.has(weight) ? [{ layer: layer.name, index, variable: weight.read() as tf.Variable }] : [],
    ),
  );
}
