import type { EncoderConfig } from './encoder-config.ts';
import { swapAxes } from './encoder-parts.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Positions as a convolution over time sees them, to be added to the hidden states: `[batch, frames, hiddenSize]`. */
export function convolutionalPositions(g: GraphBuilder, hidden: string, config: EncoderConfig): string {
  const { hiddenSize, positions, architecture } = config;
  const { kernel, groups, count } = positions;
  const { isStack } = architecture.positions;
  g.begin('encoder.pos_conv_embed');
  let x = swapAxes(g, hidden);
  for (let i = 0; i < count; i++) {
    const name = isStack ? `encoder.pos_conv_embed.layers.${i}.conv` : 'encoder.pos_conv_embed.conv';
    const weights = [
      g.weight(`${name}.weight`, [hiddenSize, hiddenSize / groups, kernel]),
      g.weight(`${name}.bias`, [hiddenSize]),
    ];
    const pad = Math.floor(kernel / 2);
    x = g.operation('Conv', [x, ...weights], { kernel_shape: [kernel], group: groups, pads: [pad, pad] });
    // An even kernel gives one frame too many.
    if (kernel % 2 === 0) x = g.operation('Slice', [x, g.integers([0]), g.integers([-1]), g.integers([2])]);
    if (isStack) x = plainLayerNorm(g, x, hiddenSize);
    x = g.operation('Gelu', [x]);
  }
  return swapAxes(g, x);
}

/** Layer norm over the channels of `[batch, channels, frames]`, without weights. */
function plainLayerNorm(g: GraphBuilder, x: string, size: number): string {
  const expand = (value: number): string =>
    g.operation('Expand', [g.fraction(value), g.integers([size])], undefined, { name: `plain_norm/${value}` });
  const attributes = { axis: -1, epsilon: { float: 1e-5 } };
  return swapAxes(g, g.operation('LayerNormalization', [swapAxes(g, x), expand(1), expand(0)], attributes));
}
