import { isFloat32, likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { lanesOf, type Precision } from './fft-tables.ts';
import { kernels } from './kernels.ts';

/** Largest matrix that is copied into the kernels' memory, in bytes. */
const matrixLimit = 64 * 1024 * 1024;

/**
 * Product of float64 weights `[rows, inner]` and values `[inner, columns]`, row-major, summed in float64, in the precision
 * of the values; in plain TypeScript where no kernel can do it.
 */
export function product<T extends Signal>(
  weights: Float64Array,
  rows: number,
  values: T,
  columns: number,
): OwnedSignal<T> {
  const inner = rows === 0 ? 0 : weights.length / rows;
  const out = likeSignal(values, rows * columns);
  const precision: Precision = isFloat32(values) ? 32 : 64;
  const loaded = columns >= lanesOf(precision) && values.byteLength <= matrixLimit ? kernels() : undefined;
  if (loaded) {
    const { memory, run } = loaded;
    memory.begin();
    // The kernel takes four rows at once: the rows that fill up the last four are whatever the memory holds, and ignored.
    const padded = Math.ceil(rows / 4) * 4;
    const weightPointer = memory.allocate(padded * inner * 8);
    const valuePointer = memory.store(values);
    const pointer = memory.allocate((padded * columns * precision) / 8);
    memory.view(Float64Array, weightPointer, weights.length).set(weights);
    const multiply = precision === 32 ? run.product32 : run.product64;
    multiply(weightPointer, padded, inner, valuePointer, columns, pointer);
    out.set(memory.view<Signal>(precision === 32 ? Float32Array : Float64Array, pointer, out.length));
    return out;
  }
  const row = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    row.fill(0);
    for (let k = 0; k < inner; k++) {
      const weight = weights[r * inner + k]!;
      for (let t = 0, place = k * columns; t < columns; t++, place++) row[t]! += weight * values[place]!;
    }
    out.set(row, r * columns);
  }
  return out;
}
