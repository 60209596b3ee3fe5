import { readFileSync, writeFileSync } from 'node:fs';

/** A float32 array with its shape, as NumPy stores it. */
export interface NpyArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Writes a float32 array in NumPy's format, version 1.0. */
export function writeNpy(path: string, { data, shape }: NpyArray): void {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Magic, version, length and header together fill blocks of 64 bytes; a line break ends them.
  const length = Math.ceil((header.length + 11) / 64) * 64 - 10;
  const prefix = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, length & 255, length >> 8]);
  const values = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  writeFileSync(path, Buffer.concat([prefix, Buffer.from(`${header.padEnd(length - 1)}\n`), values]));
}

/** Reads a float32 array that `numpy.save` wrote. */
export function readNpy(path: string): NpyArray {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (shape === undefined || !header.includes("'<f4'") || header.includes('True')) {
    throw new Error(`${path} is not a float32 array in C order: ${header}`);
  }
  const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length));
  return { data, shape: shape.split(',').filter(Boolean).map(Number) };
}
