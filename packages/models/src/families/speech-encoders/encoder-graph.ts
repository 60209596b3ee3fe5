import type { Graph } from '../../graph/graph.ts';
import { convolutionalPositions } from './convolutional-positions.ts';
import type { EncoderConfig } from './encoder-config.ts';
import { linear } from './encoder-parts.ts';
import { createGraphBuilder, type GraphBuilder } from './graph-builder.ts';
import { type HiddenStates, transformerLayers } from './transformer-layers.ts';
import { waveformFeatures } from './waveform-features.ts';

/** Names of the values that may leave an encoder, for `graph.outputs`. */
export const encoderOutputs = {
  /** Mean over time of `last_hidden_state`, `[hiddenSize]`. */
  last: 'last_mean',
  /** Mean over time of each hidden state, `[layers + 1, hiddenSize]`. */
  all: 'layer_means',
  /** `last_hidden_state` itself, `[frames, hiddenSize]`. */
  states: 'last_hidden_state',
  /** Scores of a classification head before the softmax, `[classes]`. */
  logits: 'logits',
} as const;

/** The layers of a speech encoder as data; the features are the mean over time of the last hidden state. */
export function encoderGraph(name: string, config: EncoderConfig): Graph {
  const { hiddenSize, layers } = config;
  const g = createGraphBuilder('waveform');
  const features = waveformFeatures(g, 'waveform', config);
  const embedded = g.operation('Add', [features, convolutionalPositions(g, features, config)]);
  const states = transformerLayers(g, embedded, config);
  g.begin('outputs');
  const output = (operation: string, inputs: string[], name: string, shape: number[], attributes = {}): void => {
    g.operation(operation, inputs, attributes, { name, shape });
  };
  output('Identity', [states.last], encoderOutputs.states, [-1, hiddenSize]);
  const time = g.integers([1]);
  output('ReduceMean', [states.last, time], encoderOutputs.last, [hiddenSize], { keepdims: 0 });
  const means = states.all.map((state) => g.operation('ReduceMean', [state, time], { keepdims: 1 }));
  output('Concat', means, encoderOutputs.all, [layers + 1, hiddenSize], { axis: 1 });
  const outputs: string[] = [encoderOutputs.last, encoderOutputs.all];
  if (config.head) {
    output('Identity', [classify(g, states, config)], encoderOutputs.logits, [config.head.labels.length]);
    outputs.push(encoderOutputs.logits);
  }
  return { name, layers: g.layers, outputs };
}

/** transformers' `ForSequenceClassification`: projector on the states, mean over time, classifier. */
function classify(g: GraphBuilder, { all, last }: HiddenStates, { head, hiddenSize }: EncoderConfig): string {
  const { labels, projection, usesAllLayers } = head!;
  g.begin('classifier');
  let x = last;
  if (usesAllLayers) {
    const weights = g.operation('Softmax', [g.weight('layer_weights', [all.length])], { axis: -1 });
    const column = g.operation('Reshape', [weights, g.integers([all.length, 1, 1, 1])]);
    const stacked = all.map((state) => g.operation('Unsqueeze', [state, g.integers([0])]));
    const weighted = g.operation('Mul', [g.operation('Concat', stacked, { axis: 0 }), column]);
    x = g.operation('ReduceSum', [weighted, g.integers([0])], { keepdims: 0 });
  }
  x = linear(g, x, 'projector', hiddenSize, projection);
  x = g.operation('ReduceMean', [x, g.integers([1])], { keepdims: 0 });
  return linear(g, x, 'classifier', projection, labels.length);
}
