import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import { backboneFingerprint } from '../../families/backbone-fingerprint.ts';
import type { Backbone } from '../../families/describe-backbone.ts';
import type { Graph, Layer } from '../../graph/graph.ts';
import { checkTrainedOn, type TrainedOn } from '../../storage/check-trained-on.ts';
import { type DescribedModel, graphOfModel } from '../tfjs/graph-of-model.ts';
import { compileToOnnx } from './compile-to-onnx.ts';
import type { Bytes } from './protobuf.ts';

/** A backbone and the head that was trained on its embeddings. */
export interface BackboneWithHead {
  readonly backbone: Backbone;
  /** From `createHead`: `[n, outputDim]` → `[n, classes]`. */
  readonly head: tf.LayersModel;
  /**
   * The backbone that made the head's embeddings, as a saved classifier tells it (`loadClassifier().backbone`): another one of
   * the same size would give probabilities without a meaning, and is refused.
   * @default nothing is known of it, and the sizes alone must fit
   */
  readonly trainedOn?: TrainedOn | null;
}

/** Settings of {@link exportOnnx}. */
export interface ExportOnnxOptions {
  /** Name of each class; stored in the model as the JSON text `labels`. */
  readonly labels?: readonly string[] | undefined;
  /**
   * Further texts to store in the model.
   * @default {}
   */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes a trained model as one ONNX file: a classifier from `createClassifier`, a head, a backbone, or a backbone joined
 * with its head.
 *
 * The input is called `input_layer`, `[batch, height, width, channels]` for images; the output carries the name of its
 * layer, `predictions` for a head of ours. Dropout is left out, as it does nothing at inference.
 *
 * @returns The bytes of the file, operator set 13. The promise is for GPUs, whose weights cannot be read at once.
 * @throws ModelsError `unsupported-layer`, naming it, for a layer that this package does not build; `invalid-input` when
 * the head does not fit the backbone, or was trained on another one than it.
 */
export async function exportOnnx(
  source: tf.LayersModel | BackboneWithHead,
  options: ExportOnnxOptions = {},
): Promise<Bytes> {
  const { labels, metadata = {} } = options;
  const { graph, weights } = 'backbone' in source ? await join(source) : await graphOfModel(source);
  return compileToOnnx(withInputName(graph, 'input_layer'), weights, {
    metadata: labels ? { labels: JSON.stringify(labels), ...metadata } : metadata,
  });
}

/** Puts a head behind the features of a backbone. */
async function join({ backbone, head, trainedOn = null }: BackboneWithHead): Promise<DescribedModel> {
  if (trainedOn !== null) {
    checkTrainedOn({ name: backbone.name, fingerprint: await backboneFingerprint(backbone) }, trainedOn);
  }
  const described = await graphOfModel(head);
  const [input, ...layers] = described.graph.layers;
  const [features] = backbone.graph.outputs;
  const shape = input?.type === 'input' ? input.shape : [];
  if (String(shape) !== String(backbone.outputShape)) {
    throw new ModelsError(
      'invalid-input',
      `The head takes [${shape.join(', ')}] and the backbone ${backbone.name} gives [${backbone.outputShape.join(', ')}]. ` +
        'Export a head with the backbone that made its embeddings.',
    );
  }
  const taken = new Set(backbone.graph.layers.map(({ name }) => name));
  const clash = layers.find(({ name }) => taken.has(name));
  if (clash) {
    throw new ModelsError('invalid-input', `The head and the backbone both have a layer named "${clash.name}".`);
  }
  const joined = layers.map((layer): Layer => ({ ...layer, inputs: renamed(layer.inputs, input!.name, features!) }));
  return {
    graph: {
      name: `${backbone.name}_classifier`,
      layers: [...backbone.graph.layers, ...joined],
      outputs: described.graph.outputs,
    },
    weights: new Map([...backbone.weights, ...described.weights]),
  };
}

/** TensorFlow.js numbers its input layers through a whole session. */
function withInputName(graph: Graph, name: string): Graph {
  const input = graph.layers.find((layer) => layer.type === 'input')!.name;
  const layers = graph.layers.map(
    (layer): Layer => ({
      ...layer,
      name: layer.name === input ? name : layer.name,
      inputs: renamed(layer.inputs, input, name),
    }),
  );
  return { ...graph, layers };
}

function renamed(names: readonly string[], from: string, to: string): string[] {
  return names.map((name) => (name === from ? to : name));
}
