import type { Graph, Layer } from '../../graph/graph.ts';

/** Settings of {@link vggGraph}. */
export interface VggConfig {
  readonly name: string;
  /** `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  /** Filters of each block. */
  readonly filters: readonly number[];
  /** Number of 3 × 3 convolutions in each block. */
  readonly convolutions: readonly number[];
}

/**
 * The convolutional part of a VGG network: blocks of 3 × 3 convolutions with ReLU, each closed by 2 × 2 max pooling.
 *
 * Source: Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2014), table 1,
 * configurations D and E; layer names as in Keras 3 `keras.applications.VGG16` and `VGG19`.
 */
export function vggGraph({ name, inputShape, filters, convolutions }: VggConfig): Graph {
  const layers: Layer[] = [{ type: 'input', name: 'input_layer', inputs: [], shape: inputShape }];
  const append = (layer: Layer): void => void layers.push(layer);
  const last = (): string[] => [layers[layers.length - 1]!.name];
  convolutions.forEach((count, b) => {
    const block = `block${b + 1}`;
    for (let k = 1; k <= count; k++) {
      append({
        type: 'conv2d',
        name: `${block}_conv${k}`,
        inputs: last(),
        filters: filters[b]!,
        kernelSize: 3,
        strides: 1,
        padding: 'same',
        useBias: true,
        activation: 'relu',
      });
    }
    append({ type: 'maxPooling2d', name: `${block}_pool`, inputs: last(), poolSize: 2, strides: 2 });
  });
  return { name, layers, outputs: last() };
}
