import type { OwnedFloat64 } from '../numeric/owned-float64.ts';

/** Which side of a bin belongs to it. */
export type ClosedSide = 'right' | 'left';

/** The `nBins + 1` edges of equally wide bins over [0, 1], as NumPy's `linspace` computes them. */
export function uniformEdges(nBins: number): OwnedFloat64 {
  const step = 1 / nBins;
  return new Float64Array(nBins + 1).map((_, i) => (i === nBins ? 1 : i * step));
}

/** Bin of a value among ascending edges: (lower, upper] or [lower, upper). The outermost bins take all that lies beyond. */
export function binOf(value: number, edges: Float64Array, closed: ClosedSide): number {
  let bin = 0;
  while (bin < edges.length - 2 && (closed === 'right' ? edges[bin + 1]! < value : edges[bin + 1]! <= value)) bin++;
  return bin;
}
