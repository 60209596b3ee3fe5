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
    const renamed = (dtype: string): Uint8Array => {
      const copy = bytes.slice();
      copy.set(new TextEncoder().encode(dtype), Buffer.from(bytes).indexOf('F32'));
      return copy;
    };
    expect(() => decodeSafetensors(renamed('F16'))).toThrow(/another size than its shape/);
    expect(() => decodeSafetensors(renamed('F64'))).toThrow(/"a" is F64/);
    const header = (value: unknown): Uint8Array => {
      const json = new TextEncoder().encode(JSON.stringify(value));
      const file = new Uint8Array(8 + json.length + 8);
      new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
      file.set(json, 8);
      return file;
    };
    for (const entry of [
      null,
      {},
      { dtype: 'F32', shape: [-1, -2], data_offsets: [0, 8] },
      { dtype: 'F32', shape: [2 ** 53, 2 ** 53], data_offsets: [0, 8] },
      { dtype: 'F32', shape: [2], data_offsets: [4, 12] },
      { dtype: 'F32', shape: [2], data_offsets: ['0', '8'] },
      { dtype: 'F32', shape: new Array(9).fill(1), data_offsets: [0, 4] },
    ]) {
      expect(() => decodeSafetensors(header({ entry }))).toThrow(/"entry"/);
    }
    expect(() => decodeSafetensors(header(null))).toThrow(/list of tensors/);
  });

  it('turns half precision into float32 and leaves whole numbers out', () => {
    const json = new TextEncoder().encode(
      JSON.stringify({
        half: { dtype: 'F16', shape: [5], data_offsets: [0, 10] },
        brain: { dtype: 'BF16', shape: [2], data_offsets: [10, 14] },
        steps: { dtype: 'I64', shape: [1], data_offsets: [14, 22] },
      }),
    );
    const file = new Uint8Array(8 + json.length + 22);
    const view = new DataView(file.buffer);
    view.setBigUint64(0, BigInt(json.length), true);
    file.set(json, 8);
    // 1, -2, the least subnormal, infinity, a NaN; then 1 and -0.0078125 of bfloat16.
    [0x3c00, 0xc000, 0x0001, 0x7c00, 0x7e00, 0x3f80, 0xbc00].forEach((bits, i) => {
      view.setUint16(8 + json.length + 2 * i, bits, true);
    });
    const { tensors: read } = decodeSafetensors(file);
    expect([...read.keys()]).toEqual(['half', 'brain']);
    expect([...read.get('half')!.data]).toEqual([1, -2, 2 ** -24, Number.POSITIVE_INFINITY, Number.NaN]);
    expect([...read.get('brain')!.data]).toEqual([1, -0.0078125]);
  });
});
