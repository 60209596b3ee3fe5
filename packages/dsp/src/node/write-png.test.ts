import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import ndarray from 'ndarray';
import { afterAll, describe, expect, it } from 'vitest';
import { encodePng } from '../image/encode-png.ts';
import { writePng } from './write-png.ts';

const folder = mkdtempSync(join(tmpdir(), 'png-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('writePng', () => {
  const image = ndarray(Float32Array.of(0, 0.5, 1, 0.2, -3, 7), [1, 2, 3]);

  it('writes 8-bit color that a decoder reads back', async () => {
    const path = join(folder, 'color.png');
    await writePng(path, image);
    const { width, height, channels, depth, data } = decode(readFileSync(path));
    expect({ width, height, channels, depth }).toEqual({ width: 2, height: 1, channels: 3, depth: 8 });
    expect([...data]).toEqual([0, 128, 255, 51, 0, 255]);
  });

  it('writes gray, and replaces a file that is there', async () => {
    const path = join(folder, 'color.png');
    await writePng(path, ndarray(Float64Array.of(0, 1, 0.25, 0.75), [2, 2]).transpose(1, 0));
    const { channels, data } = decode(readFileSync(path));
    expect([channels, ...data]).toEqual([1, 0, 64, 255, 191]);
  });

  it('leaves nothing behind when it fails', async () => {
    await expect(writePng(join(folder, 'missing', 'a.png'), image)).rejects.toMatchObject({ code: 'file' });
    await expect(writePng(join(folder, 'b.png'), ndarray(new Float32Array(4), [2, 1, 2]))).rejects.toMatchObject({
      code: 'invalid-signal',
    });
    expect(() => encodePng(ndarray(Float32Array.of(Number.NaN), [1, 1]))).toThrow(/finite/);
    expect(readdirSync(folder)).toEqual(['color.png']);
  });
});
