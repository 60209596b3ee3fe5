import type { AddLayer, IdentityLayer, ZeroPaddingLayer } from '../../../graph/graph.ts';
import type { LayerRule } from './layer-rule.ts';

/** A border of zeros, which is cut off again on the way back. */
export const zeroPaddingRule: LayerRule<ZeroPaddingLayer> = ({ padding: n }, { writer, from, shapes, wanted }) => {
  const [height, width] = shapes[0] as [number, number];
  return {
    output: writer.emit('Pad', [from[0]!, writer.integers(0, 0, n, n, 0, 0, n, n)]),
    back: (d) => {
      const inside = [writer.integers(n, n), writer.integers(n + height, n + width), writer.integers(2, 3)];
      return { inputs: [wanted[0] ? writer.emit('Slice', [d, ...inside]) : undefined] };
    },
  };
};

/** A sum: every term gets the gradient as it is. */
export const addRule: LayerRule<AddLayer> = (_, { writer, from }) => ({
  output: writer.sum(from),
  back: (d) => ({ inputs: from.map(() => d) }),
});

/** Dropout: what the mask lets through, forth and back. */
export const dropoutRule: LayerRule<IdentityLayer> = (_, { writer, from, wanted, mask }) => {
  const scale = mask();
  return {
    output: writer.emit('Mul', [from[0]!, scale]),
    back: (d) => ({ inputs: [wanted[0] ? writer.emit('Mul', [d, scale]) : undefined] }),
  };
};
