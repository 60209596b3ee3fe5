import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { trainingNames } from '../src/engines/onnx/gradients/compile-training-graph.ts';
import type { Graph } from '../src/graph/graph.ts';
import type { WeightMap } from '../src/weights/weight-map.ts';

interface Tensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What tools/reference/models_gradients.py wrote. */
export interface GradientGolden {
  readonly versions: { readonly keras: string; readonly tensorflow: string };
  readonly layers: readonly {
    readonly name: string;
    readonly graph: Graph;
    readonly x: number[];
    readonly targets: number[];
    readonly share: number;
    readonly masks: Readonly<Record<string, number[]>>;
    readonly weights: Readonly<Record<string, Tensor[]>>;
    readonly logits: number[];
    readonly trained: readonly {
      readonly layer: string;
      readonly index: number;
      readonly gradient: number[];
      readonly differences?: number[];
    }[];
  }[];
  readonly fits: readonly {
    readonly name: string;
    readonly graph: Graph;
    readonly before: string;
    readonly x: number[];
    readonly y: number[];
    readonly weights: Readonly<Record<string, Tensor[]>>;
    readonly loss: number[];
    readonly after: Readonly<Record<string, number[][]>>;
  }[];
}

/** Gradients of single layers, and Keras' fine-tuning of small networks. */
export const gradientGolden: GradientGolden = JSON.parse(
  readFileSync(new URL('../golden/gradients.json', import.meta.url), 'utf8'),
) as GradientGolden;

/** Weights of the file as this package takes them. */
export function goldenWeights(weights: Readonly<Record<string, readonly Tensor[]>>): WeightMap {
  return new Map(
    Object.entries(weights).map(([layer, tensors]) => [
      layer,
      tensors.map(({ shape, data }, i) => ({ name: String(i), shape, data: Float32Array.from(data) })),
    ]),
  );
}

/** What the training graph of a layer is fed with. */
export function gradientFeeds(one: GradientGolden['layers'][number], weights: WeightMap): Record<string, ort.Tensor> {
  const float32 = (values: readonly number[], dims: readonly number[]) =>
    new ort.Tensor('float32', Float32Array.from(values), dims);
  const [input] = one.graph.layers;
  const feeds: Record<string, ort.Tensor> = {
    input: float32(one.x, [2, ...(input!.type === 'input' ? input!.shape : [])]),
    [trainingNames.targets]: float32(one.targets, [2, 3]),
    [trainingNames.share]: float32([one.share], []),
  };
  for (const [layer, mask] of Object.entries(one.masks)) feeds[trainingNames.mask(layer)] = float32(mask, [2, 6]);
  for (const { layer, index } of one.trained) {
    const { data, shape } = weights.get(layer)![index]!;
    feeds[trainingNames.weight({ layer, index })] = new ort.Tensor('float32', data, shape);
  }
  return feeds;
}
