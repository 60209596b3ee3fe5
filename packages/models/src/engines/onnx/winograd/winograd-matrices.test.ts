import { describe, expect, it } from 'vitest';
import { winogradMatrices } from './winograd-matrices.ts';

const product = (matrix: Float32Array, values: readonly number[]): number[] =>
  Array.from({ length: matrix.length / values.length }, (_, row) =>
    values.reduce((sum, value, i) => sum + matrix[row * values.length + i]! * value, 0),
  );

describe('winogradMatrices', () => {
  it.each([2, 4] as const)(
    'give a tile of %d × %d outputs of nine taps by one multiplication for each value',
    (tile) => {
      const { size, kernel, input, output } = winogradMatrices(tile);
      const side = tile + 2;
      expect(size).toBe(side ** 2);
      const taps = [1, -2, 3, 5, 7, -11, 13, 17, -19];
      const pixels = Array.from({ length: size }, (_, i) => (i * i) % 23);
      const values = product(input, pixels);
      const outputs = product(
        output,
        product(kernel, taps).map((u, i) => u * values[i]!),
      );
      for (const [i, actual] of outputs.entries()) {
        const corner = Math.floor(i / tile) * side + (i % tile);
        const met = taps.map((tap, t) => tap * pixels[corner + Math.floor(t / 3) * side + (t % 3)]!);
        expect(actual).toBeCloseTo(
          met.reduce((sum, value) => sum + value),
          3,
        );
      }
    },
  );
});
