import { ModelsError } from '../../../errors.ts';
import type { Graph, Layer } from '../../../graph/graph.ts';
import { inferShapes } from '../../../graph/infer-shapes.ts';
import type { WeightMap } from '../../../weights/weight-map.ts';
import type { Bytes } from '../protobuf.ts';
import { activationRule } from './activation-rule.ts';
import { plainForm } from './convolution-form.ts';
import { convolutionRule } from './convolution-rule.ts';
import { denseRule } from './dense-rule.ts';
import { GraphWriter, type Value } from './graph-writer.ts';
import type { LayerRule, RuleContext, WrittenLayer } from './layer-rule.ts';
import { layerWeightsRule } from './layer-weights-rule.ts';
import { batchNormalizationRule, normalizationRule } from './normalization-rules.ts';
import { addRule, dropoutRule, zeroPaddingRule } from './plain-rules.ts';
import { averagePoolingRule, globalPoolingRule, maxPoolingRule } from './pooling-rules.ts';

/** How each type of layer is written; a new one is a rule and a row. */
const rules: { readonly [T in Layer['type']]?: LayerRule<Extract<Layer, { type: T }>> } = {
  activation: activationRule,
  add: addRule,
  averagePooling2d: averagePoolingRule,
  batchNormalization: batchNormalizationRule,
  conv2d: convolutionRule,
  dense: denseRule,
  globalPooling2d: globalPoolingRule,
  identity: dropoutRule,
  layerWeights: layerWeightsRule,
  maxPooling2d: maxPoolingRule,
  normalization: normalizationRule,
  zeroPadding2d: zeroPaddingRule,
};

/** One weight tensor that is trained. */
export interface TrainedWeight {
  readonly layer: string;
  /** Its place among the layer's weights. */
  readonly index: number;
}

/** The names under which values enter and leave a training graph: with a slash, so that no input layer is called so. */
export const trainingNames = {
  /** Targets times weights, `[batch, classes]`. */
  targets: 'step/targets',
  /** What each row counts in the loss: 1 ÷ the size of the whole batch. */
  share: 'step/share',
  logits: 'step/logits',
  mask: (layer: string): string => `mask/${layer}`,
  weight: ({ layer, index }: TrainedWeight): string => `weight/${layer}/${index}`,
  gradient: ({ layer, index }: TrainedWeight): string => `gradient/${layer}/${index}`,
} as const;

/**
 * Writes a network, its loss and the gradients of its trained weights as one ONNX graph of ordinary operations, operator
 * set 20.
 *
 * In go the values of the graph's input layers (images as in Keras, `[batch, height, width, channels]`), the trained
 * weights, a mask for each dropout layer, the targets and the share of a row; out come the logits and one gradient for
 * each trained weight. The loss is `-Σ targets · log softmax(logits) · share`: smoothing, class and sample weights and
 * mixing are all in the targets. Only what a trained weight needs is written back.
 *
 * @param graph - Ends in a softmax, which is not written.
 * @param weights - Of every layer; those that are not trained become constants.
 * @throws ModelsError `unsupported-layer` for a layer that has no rule; `invalid-input` for a graph without a softmax.
 */
export function compileTrainingGraph(
  graph: Graph,
  weights: WeightMap,
  trained: readonly TrainedWeight[],
  { formOf = plainForm }: { readonly formOf?: RuleContext['formOf'] | undefined } = {},
): Bytes {
  const writer = new GraphWriter();
  const shapes = inferShapes(graph);
  const isTrained = new Set(trained.map(trainingNames.weight));
  const values = new Map<string, Value>();
  /** Layers at or behind a trained weight. */
  const reached = new Set<string>();
  const tape: { readonly layer: Layer; readonly written: WrittenLayer; readonly trained: readonly boolean[] }[] = [];
  const [last] = graph.outputs as [string];
  for (const described of graph.layers) {
    const { name, inputs } = described;
    if (described.type === 'input') {
      const x = writer.input(name, described.shape, true);
      values.set(name, described.shape.length === 3 ? writer.transpose(x, 0, 3, 1, 2) : x);
      continue;
    }
    const layer = name === last ? withoutSoftmax(described) : described;
    const own = weights.get(name) ?? [];
    const flags = own.map((_, index) => isTrained.has(trainingNames.weight({ layer: name, index })));
    const wanted = inputs.map((input) => reached.has(input));
    if (flags.includes(true) || wanted.includes(true)) reached.add(name);
    const rule = rules[layer.type] as LayerRule | undefined;
    if (!rule) {
      throw new ModelsError(
        'unsupported-layer',
        `Layer "${name}" (${layer.type}) cannot be trained by runtime "onnx".`,
      );
    }
    const written = rule(layer, {
      writer,
      from: inputs.map((input) => values.get(input)!),
      shapes: inputs.map((input) => shapes.get(input)!),
      shape: shapes.get(name)!,
      weights: own.map(({ shape, data }, index) => {
        const input = trainingNames.weight({ layer: name, index });
        return flags[index] ? writer.input(input, shape, false) : writer.tensor(input, shape, data);
      }),
      trained: flags,
      wanted,
      formOf,
      mask: () => writer.input(trainingNames.mask(name), shapes.get(name)!, true),
    });
    values.set(name, written.output);
    tape.push({ layer, written, trained: flags });
  }

  const classes = shapes.get(last)!;
  const logits = values.get(last)!;
  const targets = writer.input(trainingNames.targets, classes, true);
  const share = writer.input(trainingNames.share, [], false);
  writer.output(trainingNames.logits, logits, classes, true);

  const gradients = new Map<string, Value[]>([[last, [lossGradient(writer, logits, targets, share)]]]);
  // ONNX Runtime begins with what was written last and goes back to all that it needs. So the gradients of the last layer's weights
  // are written at the end: each is then computed as soon as it can be, and what only it needs is given back.
  const leaving: (() => void)[] = [];
  for (const { layer, written, trained: flags } of tape.reverse()) {
    const arrived = gradients.get(layer.name);
    if (!arrived || !reached.has(layer.name)) continue;
    const back = written.back(writer.sum(arrived));
    layer.inputs.forEach((input, i) => {
      const gradient = back.inputs[i];
      if (gradient && reached.has(input)) gradients.set(input, [...(gradients.get(input) ?? []), gradient]);
    });
    leaving.push(() => {
      flags.forEach((flag, index) => {
        if (!flag) return;
        const { shape } = weights.get(layer.name)![index]!;
        writer.output(trainingNames.gradient({ layer: layer.name, index }), back.weights![index]!(), shape, false);
      });
    });
  }
  for (const leave of leaving.reverse()) leave();
  return writer.finish(`${graph.name}-training`);
}

/** The loss is taken on logits, which is exact where the logarithm of a probability is not. */
export function withoutSoftmax(layer: Layer): Layer {
  if ((layer.type === 'dense' || layer.type === 'activation') && layer.activation === 'softmax')
    return { ...layer, activation: 'linear' };
  throw new ModelsError(
    'invalid-input',
    `Training needs a model that ends in a softmax. Received a model that ends in "${layer.name}" (${layer.type}).`,
  );
}

/** Of `-Σ targets · log softmax(logits) · share` by the logits: `(softmax · Σ targets - targets) · share`. */
function lossGradient(writer: GraphWriter, logits: Value, targets: Value, share: Value): Value {
  const probabilities = writer.emit('Softmax', [logits], { axis: -1 });
  const weight = writer.emit('ReduceSum', [targets, writer.integers(-1)], { keepdims: 1 });
  const expected = writer.emit('Mul', [probabilities, weight]);
  return writer.emit('Mul', [writer.emit('Sub', [expected, targets]), share]);
}
