import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

test('the documented line draws the documented picture', async () => {
  const [line] = await documentedLines('spectrogram-png');
  expect(await type(line!.command, desk)).toBe(line!.output);
  const drawn = pixels(await readFile(join(desk, 'spectrogram.png')));
  const shown = pixels(await readFile(new URL('spectrogram.png', import.meta.url)));
  expect(drawn.length).toBe((372 * 3 + 1) * 384);
  // A resampler that improves in its last digits moves a color by a step here and there; a picture of something else, all.
  const distance = drawn.reduce((sum, value, i) => sum + Math.abs(value - shown[i]!), 0) / drawn.length;
  expect(distance).toBeLessThan(0.5);
  // Speech, not a flat surface: the voice's harmonics are bright, the pauses are black.
  expect(drawn.reduce((n, value) => n + (value > 200 ? 1 : 0), 0)).toBeGreaterThan(5000);
});

/** Rows of a PNG as they are stored: a filter byte, then the pixels. */
function pixels(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const data: Uint8Array[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49444154) data.push(png.subarray(at + 8, at + 8 + length)); // IDAT
    at += length + 12;
  }
  return inflateSync(Buffer.concat(data));
}
