import { describe, expect, it } from 'vitest';
import { golden } from '../../testing/training-golden.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

const tensors = new Map([
  ['a', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 1e-20, 5, 6) }],
  ['empty', { shape: [0, 4], data: new Float32Array(0) }],
  ['scalar', { shape: [], data: Float32Array.of(7) }],
]);
const metadata = { note: 'größer' };

describe('safetensors', () => {
  it('gives back what was written, also from bytes in the middle of a buffer', () => {
    const bytes = encodeSafetensors({ tensors, metadata });
    expect(decodeSafetensors(bytes)).toEqual({ tensors, metadata });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeSafetensors(Buffer.from(shifted.buffer, 3))).toEqual({ tensors, metadata });
    expect(decodeSafetensors(shifted.subarray(3))).toEqual({ tensors, metadata });
  });

  it('reads what the library safetensors writes', () => {
    const { base64, tensors: expected } = golden.safetensors;
    const file = decodeSafetensors(Uint8Array.from(Buffer.from(base64, 'base64')));
    expect(file.metadata).toEqual({ note: 'größer' });
    expect([...file.tensors].map(([name, { shape, data }]) => [name, [...shape], [...data]]).sort()).toEqual(
      expected.map(([name, shape, data]) => [name, shape, data.map(Math.fround)]),
    );
  });

  it('refuses bytes that are something else or cut off', () => {
    const bytes = encodeSafetensors({ tensors, metadata });
    for (const wrong of [
      new Uint8Array(0),
      new Uint8Array(100).fill(255),
      bytes.subarray(0, 40),
      bytes.subarray(0, -1),
    ]) {
      expect(() => decodeSafetensors(wrong)).toThrow(/safetensors/);
    }
    const half = bytes.slice();
    half.set(new TextEncoder().encode('F16'), Buffer.from(bytes).indexOf('F32'));
    expect(() => decodeSafetensors(half)).toThrow(/F16/);
  });
});
