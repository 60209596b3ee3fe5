import type { Conv2dLayer, Graph, Layer } from '../../graph/graph.ts';

/** Settings of {@link resnetV2Graph}. */
export interface ResnetV2Config {
  readonly name: string;
  /** `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  /** Filters of the first convolution. */
  readonly stemFilters: number;
  /** Bottleneck filters of each stack; a block gives four times as many channels. */
  readonly filters: readonly number[];
  /** Number of residual blocks in each stack. */
  readonly blocks: readonly number[];
}

/** `keras.applications.ResNet*V2` writes this epsilon, not Keras' default. */
const epsilon = 1.001e-5;

/**
 * The convolutional part of a ResNet V2: pre-activation bottleneck blocks, the stride in the last block of each stack.
 *
 * Source: He et al., "Identity Mappings in Deep Residual Networks" (2016); layers, names and order as in Keras 3
 * `keras.applications.ResNet50V2`, `ResNet101V2` and `ResNet152V2`. The shortcut of a block stands just before its third
 * convolution because Keras sorts layers by depth, and weight files are read in that order.
 */
export function resnetV2Graph({ name, inputShape, stemFilters, filters, blocks }: ResnetV2Config): Graph {
  const layers: Layer[] = [];
  const append = (layer: Layer): string => {
    layers.push(layer);
    return layer.name;
  };
  const convolution = (
    name: string,
    from: string,
    settings: Pick<Conv2dLayer, 'filters' | 'kernelSize' | 'strides' | 'useBias'>,
  ): string => append({ type: 'conv2d', name, inputs: [from], padding: 'valid', activation: 'linear', ...settings });
  /** Batch normalization and ReLU, the pair that V2 puts before every convolution. */
  const activate = (prefix: string, from: string): string => {
    const bn = append({ type: 'batchNormalization', name: `${prefix}_bn`, inputs: [from], epsilon });
    return append({ type: 'activation', name: `${prefix}_relu`, inputs: [bn], activation: 'relu' });
  };
  const pad = (name: string, from: string, padding: number): string =>
    append({ type: 'zeroPadding2d', name, inputs: [from], padding });

  let x = append({ type: 'input', name: 'input_layer', inputs: [], shape: inputShape });
  x = pad('conv1_pad', x, 3);
  x = convolution('conv1_conv', x, { filters: stemFilters, kernelSize: 7, strides: 2, useBias: true });
  x = pad('pool1_pad', x, 1);
  x = append({ type: 'maxPooling2d', name: 'pool1_pool', inputs: [x], poolSize: 3, strides: 2 });

  let poolings = 0;
  blocks.forEach((count, s) => {
    const f = filters[s]!;
    for (let b = 1; b <= count; b++) {
      const block = `conv${s + 2}_block${b}`;
      const strides = b === count && s < blocks.length - 1 ? 2 : 1;
      const input = x;
      const preact = activate(`${block}_preact`, input);
      x = convolution(`${block}_1_conv`, preact, { filters: f, kernelSize: 1, strides: 1, useBias: false });
      x = activate(`${block}_1`, x);
      x = pad(`${block}_2_pad`, x, 1);
      x = convolution(`${block}_2_conv`, x, { filters: f, kernelSize: 3, strides, useBias: false });
      x = activate(`${block}_2`, x);
      let shortcut = input;
      if (b === 1) {
        shortcut = convolution(`${block}_0_conv`, preact, { filters: 4 * f, kernelSize: 1, strides, useBias: true });
      } else if (strides > 1) {
        // Keras leaves this layer unnamed and numbers it; a fresh session gives these names.
        const name = poolings === 0 ? 'max_pooling2d' : `max_pooling2d_${poolings}`;
        poolings++;
        shortcut = append({ type: 'maxPooling2d', name, inputs: [input], poolSize: 1, strides });
      }
      x = convolution(`${block}_3_conv`, x, { filters: 4 * f, kernelSize: 1, strides: 1, useBias: true });
      x = append({ type: 'add', name: `${block}_out`, inputs: [shortcut, x] });
    }
  });
  x = activate('post', x);
  return { name, layers, outputs: [x] };
}
