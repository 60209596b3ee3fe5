import type { EncoderConfig } from './encoder-config.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * The bucket of every relative position from `-maxDistance` to `maxDistance`: exact for near ones, logarithmic for far ones,
 * a half of the buckets for each direction. All beyond share the last bucket of their direction.
 *
 * Source: transformers 5.18 `WavLMAttention._relative_positions_bucket`, in its float32 steps.
 */
export function relativePositionBuckets({ count, maxDistance }: EncoderConfig['buckets']): number[] {
  const f = Math.fround;
  const half = Math.floor(count / 2);
  const exact = Math.floor(half / 2);
  const range = f(Math.log(maxDistance / exact));
  return Array.from({ length: 2 * maxDistance + 1 }, (_, i) => {
    const position = i - maxDistance;
    const distance = Math.abs(position);
    const share = f(f(Math.log(f(distance / exact))) / range);
    const far = Math.trunc(f(exact + f(share * (half - exact))));
    return (position > 0 ? half : 0) + (distance < exact ? distance : Math.min(far, half - 1));
  });
}

/** WavLM's bias of attention by relative position, `[1, heads, frames, frames]`, which every layer shares. */
export function relativePositionBias(g: GraphBuilder, hidden: string, config: EncoderConfig): string {
  const { buckets, heads } = config;
  const { maxDistance } = buckets;
  g.begin('encoder.rel_attn');
  const one = g.integers([1], []);
  const zero = g.integers([0], []);
  const frames = g.operation('Squeeze', [g.operation('Shape', [hidden], { start: 1, end: 2 })]);
  const range = g.operation('Range', [zero, frames, one]);
  const [row, column] = [0, 1].map((axis) => g.operation('Unsqueeze', [range, g.integers([axis])]));
  const position = g.operation('Sub', [row!, column!]);
  const limits = [-maxDistance, maxDistance].map((n) => g.integers([n], []));
  const index = g.operation('Add', [g.operation('Clip', [position, ...limits]), g.integers([maxDistance], [])]);
  const bucket = g.operation('Gather', [g.integers(relativePositionBuckets(buckets)), index]);
  const embedding = g.weight('encoder.layers.0.attention.rel_attn_embed.weight', [buckets.count, heads]);
  const bias = g.operation('Transpose', [g.operation('Gather', [embedding, bucket])], { perm: [2, 0, 1] });
  return g.operation('Unsqueeze', [bias, g.integers([0])]);
}

/** One layer's bias: each query gates the shared one, `[batch, heads, frames, frames]`. */
export function gatedPositionBias(
  g: GraphBuilder,
  hidden: string,
  bias: string,
  attention: string,
  { heads, hiddenSize }: EncoderConfig,
): string {
  const size = hiddenSize / heads;
  const split = g.operation('Reshape', [hidden, g.integers([0, 0, heads, size])]);
  const query = g.operation('Transpose', [split], { perm: [0, 2, 1, 3] });
  const name = `${attention}.gru_rel_pos_linear`;
  const product = g.operation('MatMul', [query, g.weight(`${name}.weight`, [8, size], true)]);
  const eight = g.operation('Add', [product, g.weight(`${name}.bias`, [8])]);
  const pairs = g.operation('Reshape', [eight, g.integers([0, 0, 0, 2, 4])]);
  const gates = g.operation('Sigmoid', [g.operation('ReduceSum', [pairs, g.integers([-1])], { keepdims: 0 })]);
  const part = (from: number): string =>
    g.operation('Slice', [gates, g.integers([from]), g.integers([from + 1]), g.integers([-1])]);
  const [a, b] = [part(0), part(1)];
  const scale = g.weight(`${attention}.gru_rel_pos_const`, [1, heads, 1, 1]);
  const inner = g.operation('Sub', [g.operation('Mul', [b, scale]), g.fraction(1)]);
  const gate = g.operation('Add', [g.operation('Mul', [a, inner]), g.fraction(2)]);
  return g.operation('Mul', [gate, bias]);
}
