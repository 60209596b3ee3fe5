import type { EncoderConfig } from './encoder-config.ts';
import { layerNorm, linear, swapAxes } from './encoder-parts.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** torch's default, which the configs do not change here. */
const EPSILON = 1e-5;

/** Convolutions over the waveform and the projection: `[batch, samples]` → `[batch, frames, hiddenSize]`. */
export function waveformFeatures(g: GraphBuilder, waveform: string, config: EncoderConfig): string {
  const { convolutions, convolutionNorm, hasConvolutionBias, hasProjectionNorm, hiddenSize, epsilon } = config;
  let channels = 1;
  g.begin('feature_extractor');
  // As an image of one row: the blocked layout that ONNX Runtime has for CPUs, outside of browsers, is for images alone.
  let x = g.operation('Unsqueeze', [waveform, g.integers([1, 2])]);
  convolutions.forEach(({ channels: filters, kernel, stride }, i) => {
    const name = `feature_extractor.conv_layers.${i}`;
    g.begin(name);
    const weight = g.weight(`${name}.conv.weight`, [filters, channels, kernel]);
    const weights = [imageOf(g, weight), ...(hasConvolutionBias ? [g.weight(`${name}.conv.bias`, [filters])] : [])];
    x = g.operation('Conv', [x, ...weights], { kernel_shape: [1, kernel], strides: [1, stride] });
    if (convolutionNorm === 'layer') {
      x = imageOf(g, swapAxes(g, layerNorm(g, swapAxes(g, rowOf(g, x)), `${name}.layer_norm`, filters, EPSILON)));
    } else if (i === 0) {
      // A group for each channel: the mean and variance are taken over the whole clip, so padding would change them.
      const affine = ['weight', 'bias'].map((part) => g.weight(`${name}.layer_norm.${part}`, [filters]));
      x = g.operation('InstanceNormalization', [x, ...affine], { epsilon: { float: EPSILON } });
    }
    x = g.operation('Gelu', [x]);
    channels = filters;
  });
  g.begin('feature_projection');
  x = swapAxes(g, rowOf(g, x));
  if (hasProjectionNorm) x = layerNorm(g, x, 'feature_projection.layer_norm', channels, epsilon);
  return linear(g, x, 'feature_projection.projection', channels, hiddenSize);
}

/** `[batch, channels, time]` → `[batch, channels, 1, time]`, which copies nothing. */
function imageOf(g: GraphBuilder, x: string): string {
  return g.operation('Unsqueeze', [x, g.integers([2])]);
}

/** `[batch, channels, 1, time]` → `[batch, channels, time]`. */
function rowOf(g: GraphBuilder, x: string): string {
  return g.operation('Squeeze', [x, g.integers([2])]);
}
