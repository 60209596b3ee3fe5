import type { ActivationLayer } from '../../../graph/graph.ts';
import type { GraphWriter, Value } from './graph-writer.ts';
import type { LayerRule } from './layer-rule.ts';

/** An activation that is written, and how the gradient passes through it. */
export interface WrittenActivation {
  readonly output: Value;
  readonly back: (gradient: Value) => Value;
}

/**
 * Writes an activation. The gradient of ReLU at 0 is 0, as in TensorFlow. A softmax in the middle of a network has the
 * gradient of its rows.
 */
export function writeActivation(
  writer: GraphWriter,
  activation: ActivationLayer['activation'],
  value: Value,
): WrittenActivation {
  switch (activation) {
    case 'linear':
      return { output: value, back: (gradient) => gradient };
    case 'relu': {
      const output = writer.emit('Relu', [value]);
      // min(1, output · 3e38): 0 or 1, because nothing is below 0. Half the time of Sign or Where in ONNX Runtime 1.30.
      const slope = { alpha: { float: 3e38 }, beta: { float: 0 } };
      return {
        output,
        back: (gradient) => writer.emit('Mul', [gradient, writer.emit('HardSigmoid', [output], slope)]),
      };
    }
    case 'softmax': {
      const output = writer.emit('Softmax', [value], { axis: -1 });
      return {
        output,
        back: (gradient) => {
          const weighted = writer.emit('Mul', [gradient, output]);
          const sums = writer.emit('ReduceSum', [weighted, writer.integers(-1)], { keepdims: 1 });
          return writer.emit('Mul', [output, writer.emit('Sub', [gradient, sums])]);
        },
      };
    }
  }
}

/** An activation as a layer of its own. */
export const activationRule: LayerRule<ActivationLayer> = ({ activation }, { writer, from }) => {
  const { output, back } = writeActivation(writer, activation, from[0]!);
  return { output, back: (gradient) => ({ inputs: [back(gradient)] }) };
};
