import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyRowMajor } from './image.ts';

test('copies any view in row-major order', () => {
  const axis = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      fc.tuple(axis, axis, axis),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      fc.nat(5),
      fc.boolean(),
      (shape, order, reversed, gap, typed) => {
        // Strides for the axes stored in `order`, some of them running backwards, with unused values around.
        const stride = [0, 0, 0];
        let step = 1;
        for (const a of order) {
          stride[a] = step;
          step *= shape[a]!;
        }
        let offset = gap;
        reversed.forEach((flip, a) => {
          if (!flip) return;
          offset += (shape[a]! - 1) * stride[a]!;
          stride[a] = -stride[a]!;
        });
        const data = Float32Array.from({ length: step + 2 * gap }, (_, i) => i);
        const out = new Float32Array(step + 3);
        copyRowMajor({ data: typed ? data : [...data], shape, stride, offset }, out, 2);
        const expected: number[] = [];
        for (let y = 0; y < shape[0]; y++) {
          for (let x = 0; x < shape[1]; x++) {
            for (let c = 0; c < shape[2]; c++) expected.push(offset + y * stride[0]! + x * stride[1]! + c * stride[2]!);
          }
        }
        expect([...out]).toEqual([0, 0, ...expected, 0]);
      },
    ),
  );
});

test('is row-major without strides', () => {
  const out = new Float32Array(6);
  copyRowMajor({ data: Uint8Array.from([1, 2, 3, 4, 5, 6]), shape: [1, 2, 3] }, out);
  expect([...out]).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each([
  [{ shape: [2, 2, 3] }],
  [{ shape: [1, 1, 3], offset: 4 }],
  [{ shape: [1, 2, 3], stride: [6, -3, 1] }],
  [{ shape: [1, 2, 3], stride: [6, 3] }],
  [{ shape: [1, 1.5, 3] }],
  [{ shape: [0, 2, 3] }],
  [{ shape: [1, Number.NaN, 3] }],
  [{ shape: [1, 1, 3], offset: Number.NaN }],
])('refuses %j in six values', (view) => {
  const call = () => copyRowMajor({ data: new Float32Array(6), ...view }, new Float32Array(12));
  expect(call).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});
