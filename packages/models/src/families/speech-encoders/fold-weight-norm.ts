import { valuesOf, type WeightTensor } from '../../weights/weight-map.ts';

/**
 * The kernel that torch's weight norm over all axes but the last stands for: `v · g / ‖v‖`, a norm and a scale for each
 * position of the kernel.
 *
 * @param g - `[1, 1, kernel]`.
 * @param v - `[out, in, kernel]`.
 */
export function foldWeightNorm(g: WeightTensor, v: WeightTensor): WeightTensor {
  const kernel = v.shape[2]!;
  const [norms, directions] = [valuesOf(g), valuesOf(v)];
  const squares = new Float64Array(kernel);
  for (let i = 0; i < directions.length; i++) squares[i % kernel]! += directions[i]! ** 2;
  const scales = squares.map((sum, k) => norms[k]! / Math.sqrt(sum));
  return { name: 'value', shape: v.shape, data: directions.map((value, i) => value * scales[i % kernel]!) };
}
