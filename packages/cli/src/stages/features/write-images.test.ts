import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { colormap, encodePng, Matrix } from '@ser/dsp';
import { expect, test } from 'vitest';
import { clipOf } from '../../../test/clip-of.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { sha256 } from '../../files/digest.ts';
import { imageTask } from './image-task.ts';
import { imageNames } from './write-images.ts';

const MASKS = { frequencyMasks: 1, maxFrequencyWidth: 16, timeMasks: 1, maxTimeWidth: 24, seed: 7 };

test('images are named for their file, copies for what was done to them', () => {
  const [first, second] = [clipOf('03-01-06-01-02-01-12.wav'), clipOf('03-01-06-01-02-01-13.WAV')];
  expect(
    imageNames([
      { clip: first, augmentation: null },
      { clip: first, augmentation: { wave: { transform: { type: 'pitchShift', p: 1 }, seed: 1 }, masks: null } },
      { clip: first, augmentation: { wave: { transform: { type: 'pitchShift', p: 1 }, seed: 2 }, masks: MASKS } },
      { clip: second, augmentation: null },
      { clip: second, augmentation: { wave: null, masks: MASKS } },
    ]),
  ).toEqual([
    '03-01-06-01-02-01-12.png',
    '03-01-06-01-02-01-12.1-pitchShift.png',
    '03-01-06-01-02-01-12.2-mask-pitchShift.png',
    '03-01-06-01-02-01-13.png',
    '03-01-06-01-02-01-13.1-mask.png',
  ]);
});

test('an image shows the first plane in magma, low bands at the bottom, in the size that was asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-image-'));
  try {
    const store = new ArrayStore(folder);
    const key = sha256('planes');
    const first = Float32Array.of(9, 8, 7, 0, 1, 2);
    await store.write(key, { data: Float32Array.of(...first, ...first.map((v) => -v)), shape: [2, 2, 3] });
    const draw = async (height: number | null, width: number | null): Promise<Buffer> => {
      const path = join(folder, `${height}.png`);
      expect(await imageTask({ features: folder, key, path, height, width })).toBeUndefined();
      return readFile(path);
    };
    const plane = new Matrix(first, [2, 3]);
    expect([...(await draw(null, null))]).toEqual([...encodePng(colormap(plane, { origin: 'lower' }))]);
    const large = await draw(20, 30);
    expect([large.readUInt32BE(16), large.readUInt32BE(20)]).toEqual([30, 20]);
    expect(
      await imageTask({ features: folder, key: sha256('none'), path: join(folder, 'x.png'), height: 1, width: 1 }),
    ).toMatch(/vanished/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
