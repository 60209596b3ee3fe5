import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Augmentation } from '../../corpus/augmentation.ts';
import { type AugmentationName, describeAugmentation } from '../../corpus/augmentations.ts';
import { ArrayStore, type StoredArray } from '../../files/array-store.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { type ClipResult, type ClipSettings, clipTask } from './clip-task.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-clip-'));
  path = join(folder, 'voice.wav');
  // A second of a hum with overtones, then noise: something in every band.
  const random = createRandom(1);
  const voice = Float32Array.from({ length: 72_000 }, (_, i) =>
    i < 48_000 ? 0.4 * Math.sin(i * 0.03) + 0.2 * Math.sin(i * 0.11) : 0.2 * (random() - 0.5),
  );
  await writeFile(path, encodeWav({ channels: [voice], sampleRate: 48_000 }, { bitDepth: 16 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings: ClipSettings = DEFAULTS;
const store = (): string => join(folder, 'store');
async function keysOf(changed: Partial<ClipSettings>): Promise<string[]> {
  const result = await clipTask({
    path,
    augmentations: [null],
    settings: { ...settings, ...changed },
    folder: store(),
  });
  if (!('keys' in result)) throw new Error(JSON.stringify(result));
  return [...result.keys];
}

/** Every knob that concerns features, turned once. */
const turned: Partial<ClipSettings>[] = [
  { sampleRate: 16_000 },
  { duration: 1 },
  { noiseReduction: 'spectral-subtraction' },
  { noiseReduction: 'spectral-gating' },
  { features: 'mel-deltas' },
  { features: 'mfcc-deltas' },
  { nMels: 40 },
  { nFft: 1024 },
  { hopLength: 256 },
  { fMin: 100 },
  { fMax: 7000 },
];

describe('each feature setting changes what is stored', () => {
  test.each(turned)('%j', async (changed) => {
    const arrays = new ArrayStore(store());
    const [before] = await keysOf({});
    const [after] = await keysOf(changed);
    expect(after).not.toBe(before);
    const [a, b] = [await arrays.read(before!), await arrays.read(after!)];
    expect([...b!.data, ...b!.shape]).not.toEqual([...a!.data, ...a!.shape]);
    expect(b!.data.every(Number.isFinite)).toBe(true);
  });

  test('nMfcc, for MFCC', async () => {
    const arrays = new ArrayStore(store());
    const [few] = await keysOf({ features: 'mfcc-deltas', nMfcc: 13 });
    const [many] = await keysOf({ features: 'mfcc-deltas', nMfcc: 20 });
    expect((await arrays.read(few!))!.shape).toEqual([3, 13, 130]);
    expect((await arrays.read(many!))!.shape).toEqual([3, 20, 130]);
  });
});

/** An augmentation of the waveform. */
const by = (kind: AugmentationName, seed: number): Augmentation => ({
  wave: { transform: describeAugmentation(kind, DEFAULTS), seed },
  masks: null,
});

test('every augmentation is another spectrogram, and each is stored once', async () => {
  const task = {
    path,
    augmentations: [null, by('noise', 1), by('noise', 2), by('stretch', 1), by('pitch', 1)],
    settings,
    folder: join(folder, 'augmented'),
  } as const;
  const first = (await clipTask(task)) as Extract<ClipResult, { keys: readonly string[] }>;
  expect(first).toMatchObject({ computed: 5, shape: [1, 64, 130] });
  const arrays = new ArrayStore(task.folder);
  const planes = await Promise.all(first.keys.map(async (key) => String((await arrays.read(key))!.data)));
  expect(new Set(planes).size).toBe(5);
  expect(await clipTask(task)).toEqual({ ...first, computed: 0 });
});

describe('masked copies', () => {
  const masks = { frequencyMasks: 1, maxFrequencyWidth: 12, timeMasks: 1, maxTimeWidth: 30 };
  const planesOf = async (features: ClipSettings['features']) => {
    const task = {
      path,
      augmentations: [
        null,
        { wave: null, masks: { ...masks, seed: 3 } },
        { wave: null, masks: { ...masks, seed: 4 } },
        { ...by('pitch', 1), masks: { ...masks, seed: 3 } },
        by('pitch', 1),
      ],
      settings: { ...settings, features },
      folder: join(folder, `masked-${features}`),
    } as const;
    const { keys } = (await clipTask(task)) as Extract<ClipResult, { keys: readonly string[] }>;
    const arrays = new ArrayStore(task.folder);
    return Promise.all(keys.map(async (key) => (await arrays.read(key))!));
  };
  /** Where one array differs from another, as [band, frame]. */
  const hidden = (a: StoredArray, b: StoredArray, plane: number): string[] => {
    const [, bands, frames] = a.shape as [number, number, number];
    const start = plane * bands * frames;
    return Array.from({ length: bands * frames }, (_, i) => i)
      .filter((i) => a.data[start + i] !== b.data[start + i])
      .map((i) => `${Math.floor(i / frames)} ${i % frames}`);
  };

  test('hide whole bands and whole frames of their own waveform, and leave the rest as it is', async () => {
    const [plain, first, second, ofPitch, pitch] = await planesOf('mel');
    const places = hidden(first!, plain!, 0);
    expect(places.length).toBeGreaterThan(0);
    expect(places.length).toBeLessThan(plain!.data.length / 2);
    expect(hidden(second!, plain!, 0)).not.toEqual(places);
    // One seed hides the same of another waveform.
    expect(hidden(ofPitch!, pitch!, 0).length).toBeGreaterThan(0);
    expect(hidden(ofPitch!, plain!, 0).length).toBeGreaterThan(hidden(ofPitch!, pitch!, 0).length);
    // What is hidden is even: one value, the mean.
    const frames = plain!.shape[2]!;
    const values = places.map((place) => {
      const [band, frame] = place.split(' ').map(Number) as [number, number];
      return first!.data[band * frames + frame];
    });
    expect(new Set(values).size).toBe(1);
  });

  test('hide the same in all planes', async () => {
    const [plain, first] = await planesOf('mel-deltas');
    const places = new Set(hidden(first!, plain!, 0));
    for (const plane of [1, 2]) for (const place of hidden(first!, plain!, plane)) expect(places).toContain(place);
  });
});

test('the key follows the content, not the path', async () => {
  const copy = join(folder, 'copy.wav');
  await writeFile(copy, await readFile(path));
  const result = await clipTask({ path: copy, augmentations: [null], settings, folder: store() });
  expect(result).toMatchObject({ keys: await keysOf({}), computed: 0 });
});

describe('files that cannot be used say why', () => {
  test.each([
    ['missing', null, /cannot be read/],
    ['text', Buffer.from('no sound here, only words'), /WAV|RIFF|audio format/],
    ['empty', Buffer.alloc(0), /WAV|RIFF|empty|bytes/],
    [
      'no samples',
      Buffer.from(encodeWav({ channels: [new Float32Array(0)], sampleRate: 8000 }, { bitDepth: 16 })),
      /no audio|no samples/,
    ],
    [
      'silence',
      Buffer.from(encodeWav({ channels: [new Float32Array(800)], sampleRate: 8000 }, { bitDepth: 16 })),
      /silent/,
    ],
  ])('%s', async (name, bytes, reason) => {
    const file = join(folder, `${name}.wav`);
    if (bytes) await writeFile(file, bytes);
    const result = await clipTask({ path: file, augmentations: [null], settings, folder: store() });
    expect(result).toMatchObject({ problem: expect.stringMatching(reason) });
  });
});
