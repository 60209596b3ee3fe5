import type { EncoderConfig } from './encoder-config.ts';
import { layerNorm, linear } from './encoder-parts.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { gatedPositionBias, relativePositionBias } from './relative-positions.ts';

/** What the layers give: every hidden state that transformers' `output_hidden_states` lists, and the last one. */
export interface HiddenStates {
  /** The input of the first layer, then each layer's output, `[batch, frames, hiddenSize]`. */
  readonly all: readonly string[];
  /** `last_hidden_state`: the last layer's output, after the final layer norm where the layers normalize before. */
  readonly last: string;
}

/** The transformer behind positions that are added already. */
export function transformerLayers(g: GraphBuilder, embedded: string, config: EncoderConfig): HiddenStates {
  const { architecture, hiddenSize: size, epsilon, isPreNorm, layers, intermediateSize } = config;
  const norm = (x: string, name: string): string => layerNorm(g, x, name, size, epsilon);
  g.begin('encoder');
  let hidden = isPreNorm ? embedded : norm(embedded, 'encoder.layer_norm');
  const bias = architecture.hasRelativePositions ? relativePositionBias(g, hidden, config) : undefined;
  const all = [hidden];
  for (let i = 0; i < layers; i++) {
    const name = `encoder.layers.${i}`;
    g.begin(name);
    const attend = (x: string): string => selfAttention(g, x, bias, `${name}.attention`, config);
    const feedForward = (x: string): string => {
      const inner = g.operation('Gelu', [
        linear(g, x, `${name}.feed_forward.intermediate_dense`, size, intermediateSize),
      ]);
      return linear(g, inner, `${name}.feed_forward.output_dense`, intermediateSize, size);
    };
    const add = (x: string, y: string): string => g.operation('Add', [x, y]);
    if (isPreNorm) {
      hidden = add(hidden, attend(norm(hidden, `${name}.layer_norm`)));
      hidden = add(hidden, feedForward(norm(hidden, `${name}.final_layer_norm`)));
    } else {
      hidden = norm(add(hidden, attend(hidden)), `${name}.layer_norm`);
      hidden = norm(add(hidden, feedForward(hidden)), `${name}.final_layer_norm`);
    }
    all.push(hidden);
  }
  g.begin('encoder');
  const last = isPreNorm ? norm(hidden, 'encoder.layer_norm') : hidden;
  return { all, last };
}

function selfAttention(
  g: GraphBuilder,
  x: string,
  bias: string | undefined,
  name: string,
  config: EncoderConfig,
): string {
  const { hiddenSize: size, heads } = config;
  const each = size / heads;
  const project = (part: string, perm: readonly number[]): string => {
    const projected = linear(g, x, `${name}.${part}_proj`, size, size);
    return g.operation('Transpose', [g.operation('Reshape', [projected, g.integers([0, 0, heads, each])])], { perm });
  };
  const query = g.operation('Mul', [project('q', [0, 2, 1, 3]), g.fraction(Math.fround(each ** -0.5))]);
  let scores = g.operation('MatMul', [query, project('k', [0, 2, 3, 1])]);
  if (bias) scores = g.operation('Add', [scores, gatedPositionBias(g, x, bias, name, config)]);
  const mixed = g.operation('MatMul', [g.operation('Softmax', [scores], { axis: -1 }), project('v', [0, 2, 1, 3])]);
  const joined = g.operation('Reshape', [
    g.operation('Transpose', [mixed], { perm: [0, 2, 1, 3] }),
    g.integers([0, 0, size]),
  ]);
  return linear(g, joined, `${name}.out_proj`, size, size);
}
