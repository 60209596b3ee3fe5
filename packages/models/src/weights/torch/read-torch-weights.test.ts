import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../../testing/seeded.ts';
import { readTorchWeights } from './read-torch-weights.ts';

const file = new Uint8Array(readFileSync(goldenPath('encoders/wav2vec2-large/pytorch_model.bin')));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A ZIP of stored files, without checksums, which are not read. */
function zip(files: readonly (readonly [string, Uint8Array])[], method = 0): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of files) {
    const local = new Uint8Array(30 + name.length);
    const view = new DataView(local.buffer);
    view.setUint32(0, 0x04034b50, true);
    view.setUint16(26, name.length, true);
    local.set(text(name), 30);
    const entry = new Uint8Array(46 + name.length);
    const record = new DataView(entry.buffer);
    record.setUint32(0, 0x02014b50, true);
    record.setUint16(10, method, true);
    record.setUint32(20, bytes.length, true);
    record.setUint32(24, bytes.length, true);
    record.setUint16(28, name.length, true);
    record.setUint32(42, at, true);
    entry.set(text(name), 46);
    parts.push(local, bytes);
    directory.push(entry);
    at += local.length + bytes.length;
  }
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(10, files.length, true);
  view.setUint32(16, at, true);
  return Uint8Array.from([...parts, ...directory, end].flatMap((part) => [...part]));
}

const pickled = (...opcodes: (string | number[])[]): Uint8Array =>
  Uint8Array.from([0x80, 2, ...opcodes.flatMap((op) => (typeof op === 'string' ? [...text(op)] : op)), 0x2e]);
const model = (pickle: Uint8Array): Uint8Array =>
  zip([
    ['m/data.pkl', pickle],
    ['m/data/0', new Uint8Array(8)],
  ]);

describe('readTorchWeights', () => {
  it('reads a file of torch, as views into its bytes', () => {
    const weights = readTorchWeights(file);
    expect(weights.get('encoder.pos_conv_embed.conv.weight_g')![0]!.shape).toEqual([1, 1, 8]);
    const [bias] = weights.get('encoder.layers.1.attention.q_proj.bias')!;
    expect(bias!.data).toHaveLength(16);
    expect(bias!.data.buffer).toBe(file.buffer);
  });

  it('reads from bytes in the middle of a buffer, where values are not aligned', () => {
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(readTorchWeights(shifted.subarray(1))).toEqual(readTorchWeights(file));
  });

  it.each([
    [
      'a global that runs code',
      pickled('cposix\nsystem\n', [0x58, 2, 0, 0, 0], 'id', [0x85, 0x52]),
      /global "posix.system"/,
    ],
    ['builtins', pickled('c__builtin__\neval\n'), /global "__builtin__.eval"/],
    ['a global made on the stack', pickled([0x8c, 2], 'os', [0x8c, 6], 'system', [0x93]), /global "os.system"/],
    ['an object of a class', pickled([0x29, 0x29, 0x81]), /opcode 0x81/],
    ['an instance by INST', pickled('(ios\nsystem\n'), /opcode 0x69/],
    ['a call of what is no function', pickled('ctorch\nFloatStorage\n', [0x29, 0x52]), /calls something/],
    ['a pointer to something else', pickled([0x58, 1, 0, 0, 0], 'x', [0x51]), /something but a storage/],
    ['an empty stack', pickled([0x52]), /more than it has/],
    ['no dict', pickled([0x4e]), /no dict/],
    ['an empty dict', pickled([0x7d]), /no tensor/],
    ['a cut-off pickle', pickled([0x7d]).subarray(0, 3), /cut off/],
    ['a string beyond its end', pickled([0x58, 255, 255, 255, 127]), /cut off/],
  ])('refuses %s, and executes nothing', (_, pickle, message) => {
    expect(() => readTorchWeights(model(pickle))).toThrow(message);
  });

  it('refuses a tensor outside its storage', () => {
    const tensor = [
      ...text('ctorch._utils\n_rebuild_tensor_v2\n('),
      ...[0x28, 0x58, 7, 0, 0, 0, ...text('storage'), ...text('ctorch\nFloatStorage\n')],
      ...[0x58, 1, 0, 0, 0, ...text('0'), 0x58, 3, 0, 0, 0, ...text('cpu'), 0x4b, 2, 0x74, 0x51],
      ...[0x4b, 1, 0x4b, 2, 0x85, 0x4b, 1, 0x85, 0x89, 0x7d, 0x74, 0x52],
    ];
    const dict = pickled([0x7d, 0x58, 1, 0, 0, 0], 'w', tensor, [0x73]);
    expect(() => readTorchWeights(model(dict))).toThrow(/"w" lies outside its storage/);
  });

  it('refuses bytes that are no archive of torch, or are cut off', () => {
    for (const wrong of [new Uint8Array(0), new Uint8Array(100), file.subarray(0, -30), file.subarray(0, 1000)]) {
      expect(() => readTorchWeights(wrong)).toThrow(/ZIP archive/);
    }
    // The end record stands in the last 22 bytes; the directory that it names may not lie behind it.
    const behind = file.slice();
    new DataView(behind.buffer).setUint32(behind.length - 6, behind.length - 2, true);
    expect(() => readTorchWeights(behind)).toThrow(/cut off, or points outside itself/);
    expect(() => readTorchWeights(zip([['m/readme', text('x')]]))).toThrow(/no data.pkl/);
    expect(() => readTorchWeights(zip([['m/data.pkl', text('x')]], 8))).toThrow(/"m\/data.pkl" in it is compressed/);
    const big = zip([
      ['m/data.pkl', pickled([0x7d])],
      ['m/byteorder', text('big')],
    ]);
    expect(() => readTorchWeights(big)).toThrow(/big-endian/);
  });

  it('refuses any damage with a typed error, and never hangs', () => {
    let state = 1;
    for (let round = 0; round < 300; round++) {
      const damaged = file.slice();
      for (let i = 0; i < 4; i++) {
        state = (state * 48_271) % 2_147_483_647;
        // Where the records are: the pickle at the front, the directory at the back.
        const place = state % 4000;
        damaged[round % 2 ? place : damaged.length - 1 - place] = state % 256;
      }
      try {
        readTorchWeights(damaged);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ModelsError', code: 'invalid-file' });
      }
    }
  });
});
