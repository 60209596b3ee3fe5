import { byteTensor, floatTensor, node } from './onnx-messages.ts';
import type { Message } from './protobuf.ts';

/**
 * A matrix as int8 with one scale for each column, symmetric about zero.
 *
 * Source: onnxruntime's `quantize_dynamic` with `per_channel` and `QInt8`: the largest magnitude of a column becomes 127.
 *
 * @param weight - `[columns, rows]`, as torch stores a linear layer.
 * @returns Values `[rows, columns]`, scales `[columns]`.
 */
export function quantizeColumns(
  weight: Float32Array,
  columns: number,
  rows: number,
): { readonly values: Int8Array; readonly scales: Float32Array } {
  const values = new Int8Array(weight.length);
  const scales = new Float32Array(columns);
  for (let c = 0; c < columns; c++) {
    let largest = 0;
    for (let i = c * rows; i < (c + 1) * rows; i++) largest = Math.max(largest, Math.abs(weight[i]!));
    scales[c] = largest === 0 ? 1 : largest / 127;
  }
  // Some columns at a time, so that neither side misses the cache all the time.
  for (let c0 = 0; c0 < columns; c0 += TILE) {
    const last = Math.min(c0 + TILE, columns);
    for (let r = 0; r < rows; r++) {
      for (let c = c0; c < last; c++) {
        values[r * columns + c] = weight[c * rows + r]! / scales[c]! + HALF_EVEN - HALF_EVEN;
      }
    }
  }
  return { values, scales };
}

const TILE = 32;
/** A double this large has no places after the point: adding it rounds as numpy does, halves to the even neighbor. */
const HALF_EVEN = 1.5 * 2 ** 52;

/**
 * Writes `x · weight` in int8: `x` is quantized as it comes, the product is of whole numbers, the scales are multiplied in
 * afterwards. ONNX Runtime fuses the five operations into one.
 *
 * @param weight - Name of the matrix, `[columns, rows]` in `data`; its values and scales are stored under it.
 */
export function emitInt8Product(
  x: string,
  weight: { readonly name: string; readonly data: Float32Array; readonly shape: readonly number[] },
  to: string,
  nodes: Message[],
  initializers: Message[],
): void {
  const [columns, rows] = weight.shape as [number, number];
  const { values, scales } = quantizeColumns(weight.data, columns, rows);
  const stored = (part: string): string => `${weight.name}/${part}`;
  initializers.push(
    byteTensor(stored('int8'), [rows, columns], values),
    floatTensor(stored('scale'), [columns], scales),
    byteTensor(stored('zero'), [], new Int8Array(1)),
  );
  // Layers that read the same value share its quantization: runtimes merge equal nodes.
  const quantized = ['quantized', 'scale', 'zero'].map((part) => `${to}:${part}`);
  const [values8, scale, zero] = quantized as [string, string, string];
  nodes.push(
    node('DynamicQuantizeLinear', [x], quantized),
    node('MatMulInteger', [values8, stored('int8'), zero, stored('zero')], [`${to}:integer`]),
    node('Cast', [`${to}:integer`], [`${to}:float`], { to: 1 }),
    node('Mul', [scale, stored('scale')], [`${to}:scales`]),
    node('Mul', [`${to}:float`, `${to}:scales`], [to]),
  );
}
