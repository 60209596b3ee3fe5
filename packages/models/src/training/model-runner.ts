import * as tf from '@tensorflow/tfjs';
import { acceleratorInUse } from '../accelerators/accelerator-in-use.ts';
import { FrozenBatchNormalization } from '../engines/tfjs/frozen-batch-normalization.ts';
import { ModelsError } from '../errors.ts';

type Node = tf.layers.Layer['inboundNodes'][number];
type Values = Map<number, tf.Tensor>;

/** How one pass through a model is made. */
export interface RunOptions {
  /** Whether dropout drops and batch normalization, where it may, uses the batch. */
  readonly training: boolean;
}

/** What batch normalization does while a model trains. */
export type BatchNormMode = 'inference' | 'batch';

function nodeOf(tensor: tf.SymbolicTensor): Node {
  return tensor.sourceLayer.inboundNodes[tensor.nodeIndex]!;
}

/** All nodes that lead to `output`, each after those it needs. */
function sortNodes(output: tf.SymbolicTensor): Node[] {
  const sorted: Node[] = [];
  const seen = new Set<Node>();
  // An explicit stack: ResNet152V2 is over 500 nodes deep.
  const stack: { node: Node; next: number }[] = [{ node: nodeOf(output), next: 0 }];
  seen.add(stack[0]!.node);
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const input = needs(top.node)[top.next++];
    if (input === undefined) {
      sorted.push(top.node);
      stack.pop();
    } else if (!seen.has(nodeOf(input))) {
      seen.add(nodeOf(input));
      stack.push({ node: nodeOf(input), next: 0 });
    }
  }
  return sorted;
}

/** The node of an input layer names its own tensor as what it needs. */
const isInput = (node: Node): boolean => node.inboundLayers.length === 0;

function needs(node: Node): readonly tf.SymbolicTensor[] {
  return isInput(node) ? [] : node.inputTensors;
}

const isModel = (layer: tf.layers.Layer): layer is tf.LayersModel => layer instanceof tf.LayersModel;

/** Whether a layer is batch normalization, TensorFlow.js' own or the one of our backbones. */
const isBatchNormalization = (layer: tf.layers.Layer): boolean =>
  layer instanceof FrozenBatchNormalization || layer.getClassName() === 'BatchNormalization';

/** Means and variances of all batch normalization layers that may update them. */
function movingStatistics(model: tf.LayersModel): tf.Variable[] {
  return model.layers.flatMap((layer) => {
    if (!layer.trainable) return [];
    if (isModel(layer)) return movingStatistics(layer);
    if (!isBatchNormalization(layer)) return [];
    return layer.nonTrainableWeights.map((weight) => weight.read() as tf.Variable);
  });
}

/**
 * Runs a model node by node, so that a training step costs only what it must and frozen layers are really frozen.
 *
 * Three things `model.apply` cannot do: the nodes before the first trainable layer run outside the gradient tape and free
 * their results at once; batch normalization runs in inference mode where it is frozen (TensorFlow.js 4.22 ignores
 * `trainable` there); and the pass ends before the softmax, because the loss is exact on logits.
 */
export class ModelRunner {
  /** Trainable weight tensors, in the order of the layers. */
  readonly variables: tf.Variable[];
  /** Moving statistics of batch normalization that a training pass updates; empty in inference mode. */
  readonly statistics: tf.Variable[];
  private readonly input: tf.SymbolicTensor;
  private readonly frozen: Node[] = [];
  private readonly live: Node[] = [];
  private readonly boundary = new Set<number>();
  private readonly uses = new Map<number, number>();
  private readonly outputNode: Node;
  private readonly batchNorm: BatchNormMode;

  constructor(model: tf.LayersModel, batchNorm: BatchNormMode = 'inference') {
    this.batchNorm = batchNorm;
    this.input = model.inputs[0]!;
    const output = model.outputs[0]!;
    const nodes = sortNodes(output);
    this.outputNode = nodeOf(output);
    this.variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    this.statistics = batchNorm === 'batch' && model.trainable ? movingStatistics(model) : [];
    const liveTensors = new Set<number>();
    for (const node of nodes) {
      const isLive =
        (model.trainable && node.outboundLayer.trainableWeights.length > 0) ||
        /Dropout|Noise|^Random/.test(node.outboundLayer.getClassName()) ||
        node === this.outputNode ||
        needs(node).some((tensor) => liveTensors.has(tensor.id));
      (isLive ? this.live : this.frozen).push(node);
      if (isLive) for (const tensor of node.outputTensors) liveTensors.add(tensor.id);
    }
    for (const node of this.live) {
      for (const tensor of node.inputTensors) if (!liveTensors.has(tensor.id)) this.boundary.add(tensor.id);
    }
    for (const node of this.frozen) {
      for (const tensor of needs(node)) this.uses.set(tensor.id, (this.uses.get(tensor.id) ?? 0) + 1);
    }
  }

  /** Runs what no trainable weight reaches and returns what the rest needs; the caller disposes it. */
  runFrozen(x: tf.Tensor): Values {
    const values: Values = new Map();
    const uses = new Map(this.uses);
    for (const node of this.frozen) {
      const outputs = tf.tidy(() => this.runNode(node, values, x, false));
      node.outputTensors.forEach((tensor, i) => {
        values.set(tensor.id, outputs[i]!);
      });
      for (const { id } of needs(node)) {
        uses.set(id, uses.get(id)! - 1);
        if (uses.get(id) === 0 && !this.boundary.has(id)) {
          values.get(id)!.dispose();
          values.delete(id);
        }
      }
    }
    return values;
  }

  /** Runs the rest, up to the logits; call it inside a tidy or a gradient function. */
  runLive(boundary: Values, options: RunOptions): tf.Tensor2D {
    const values: Values = new Map(boundary);
    for (const node of this.live) {
      if (node === this.outputNode) break;
      const outputs = this.runNode(node, values, undefined, options.training);
      node.outputTensors.forEach((tensor, i) => {
        values.set(tensor.id, outputs[i]!);
      });
    }
    return this.logits(this.outputNode, values, options.training);
  }

  private runNode(node: Node, values: Values, x: tf.Tensor | undefined, training: boolean): tf.Tensor[] {
    const layer = node.outboundLayer;
    if (isInput(node)) {
      if (node.outputTensors[0]!.id !== this.input.id) {
        throw new ModelsError('invalid-input', `The model has a second input, "${layer.name}"; training takes one.`);
      }
      return [tf.clone(x!)];
    }
    const inputs = node.inputTensors.map((tensor) => values.get(tensor.id)!);
    return this.runLayer(layer, inputs, training);
  }

  private runLayer(layer: tf.layers.Layer, inputs: tf.Tensor[], training: boolean): tf.Tensor[] {
    if (isModel(layer) && training && layer.trainableWeights.length > 0) return [this.runNested(layer, inputs[0]!)];
    const isBatchNorm = isBatchNormalization(layer);
    const inTraining = training && !(isBatchNorm && (this.batchNorm === 'inference' || !layer.trainable));
    if (inTraining && layer instanceof FrozenBatchNormalization) return [layer.normalizeBatch(inputs[0]!)];
    const accelerated = acceleratorInUse()?.runLayer(layer, inputs);
    if (accelerated) return [accelerated];
    const outputs = layer.apply(inputs.length === 1 ? inputs[0]! : inputs, { training: inTraining });
    return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
  }

  private runNested(model: tf.LayersModel, x: tf.Tensor): tf.Tensor {
    const values: Values = new Map([[model.inputs[0]!.id, x]]);
    for (const node of sortNodes(model.outputs[0]!)) {
      if (isInput(node)) continue;
      const outputs = this.runLayer(
        node.outboundLayer,
        node.inputTensors.map((t) => values.get(t.id)!),
        true,
      );
      node.outputTensors.forEach((tensor, i) => {
        values.set(tensor.id, outputs[i]!);
      });
    }
    return values.get(model.outputs[0]!.id)!;
  }

  /** The value before the softmax that the model ends in. */
  private logits(node: Node, values: Values, training: boolean): tf.Tensor2D {
    const layer = node.outboundLayer;
    const inputs = node.inputTensors.map((tensor) => values.get(tensor.id)!);
    const activation = layer.getConfig().activation;
    const isSoftmaxLayer =
      layer.getClassName() === 'Softmax' || (layer.getClassName() === 'Activation' && activation === 'softmax');
    if (isSoftmaxLayer) return inputs[0] as tf.Tensor2D;
    if (layer.getClassName() === 'Dense' && activation === 'softmax') {
      const [kernel, bias] = layer.getWeights() as [tf.Tensor2D, tf.Tensor1D | undefined];
      const product = tf.matMul(inputs[0] as tf.Tensor2D, kernel);
      return (bias ? tf.add(product, bias) : product) as tf.Tensor2D;
    }
    if (isModel(layer)) {
      const inner = sortNodes(layer.outputs[0]!);
      const innerValues: Values = new Map([[layer.inputs[0]!.id, inputs[0]!]]);
      for (const innerNode of inner.slice(0, -1)) {
        if (isInput(innerNode)) continue;
        const innerInputs = innerNode.inputTensors.map((t) => innerValues.get(t.id)!);
        const outputs = this.runLayer(innerNode.outboundLayer, innerInputs, training);
        innerNode.outputTensors.forEach((tensor, i) => {
          innerValues.set(tensor.id, outputs[i]!);
        });
      }
      return this.logits(inner[inner.length - 1]!, innerValues, training);
    }
    throw new ModelsError(
      'invalid-input',
      `Training needs a model that ends in a softmax (a dense layer with it, an activation or a softmax layer). Received a model that ends in ${layer.getClassName()} "${layer.name}".`,
    );
  }
}
