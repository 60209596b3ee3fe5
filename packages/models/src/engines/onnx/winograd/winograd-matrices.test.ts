import { describe, expect, it } from 'vitest';
import { winogradMatrices } from './winograd-matrices.ts';

const product = (matrix: Float32Array, values: readonly number[]): number[] =>
  Array.from({ length: matrix.length / values.length }, (_, row) =>
    values.reduce((sum, value, i) => sum + matrix[row * values.length + i]! * value, 0),
  );

describe('winogradMatrices', () => {
  it('give four outputs of a kernel of nine taps by 16 multiplications', () => {
    const taps = [1, -2, 3, 5, 7, -11, 13, 17, -19];
    const pixels = Array.from({ length: 16 }, (_, i) => (i * i) % 23);
    const kernel = product(winogradMatrices.kernel(), taps);
    const input = product(winogradMatrices.input(), pixels);
    const outputs = product(
      winogradMatrices.output(),
      kernel.map((u, i) => u * input[i]!),
    );
    const direct = [0, 1, 4, 5].map((corner) =>
      taps.reduce((sum, tap, i) => sum + tap * pixels[corner + 4 * Math.floor(i / 3) + (i % 3)]!, 0),
    );
    expect(outputs).toEqual(direct);
  });
});
