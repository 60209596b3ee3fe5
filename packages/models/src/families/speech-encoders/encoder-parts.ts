import type { GraphBuilder } from './graph-builder.ts';

/** Layer norm over the last axis, with weights under `name`. */
export function layerNorm(g: GraphBuilder, x: string, name: string, size: number, epsilon: number): string {
  const weights = [g.weight(`${name}.weight`, [size]), g.weight(`${name}.bias`, [size])];
  return g.operation('LayerNormalization', [x, ...weights], { axis: -1, epsilon: { float: epsilon } });
}

/** torch's linear layer on the last axis: the weight is stored `[out, in]`. */
export function linear(g: GraphBuilder, x: string, name: string, inputs: number, outputs: number): string {
  const product = g.operation('MatMul', [x, g.weight(`${name}.weight`, [outputs, inputs], true)]);
  return g.operation('Add', [product, g.weight(`${name}.bias`, [outputs])]);
}

/** `[batch, a, b]` → `[batch, b, a]`. */
export function swapAxes(g: GraphBuilder, x: string): string {
  return g.operation('Transpose', [x], { perm: [0, 2, 1] });
}
