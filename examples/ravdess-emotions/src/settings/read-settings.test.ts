import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../errors.ts';
import { readSettings } from './read-settings.ts';
import { RECIPES } from './recipes.ts';
import { DEFAULTS, KNOBS } from './settings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-settings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the published recipe is the published recipe', async () => {
  expect(await readSettings({ recipe: 'published' })).toMatchObject({
    sampleRate: 22050,
    duration: 3,
    nMels: 64,
    fMax: 8000,
    imageHeight: 224,
    imageWidth: 224,
    split: 'stratified',
    testSize: 0.2,
    epochs: 100,
    batchSize: 32,
    dropout: 0.2,
    patience: 25,
    noiseAmplitude: 0.003,
    stretchMin: 0.85,
    stretchMax: 1.15,
    pitchSemitones: 3,
  });
});

test.each(Object.keys(RECIPES))('the recipe %s holds only settings that exist and are allowed', async (recipe) => {
  await expect(readSettings({ recipe })).resolves.toBeDefined();
});

test('every default is allowed by its own rule', () => {
  for (const [key, knob] of Object.entries(KNOBS)) {
    expect((knob.accept as (v: unknown) => unknown)(knob.default), key).toEqual(knob.default);
  }
});

test('later sources win: recipe, --set, options', async () => {
  const path = join(folder, 'mine.json');
  await writeFile(path, JSON.stringify({ epochs: 7, dropout: 0.5 }));
  const settings = await readSettings({
    recipe: path,
    set: ['dropout=0.1', 'imageWidth=null', 'augmentations=noise,pitch'],
    options: { seed: 3 },
  });
  expect(settings).toEqual({
    ...DEFAULTS,
    epochs: 7,
    dropout: 0.1,
    imageWidth: null,
    augmentations: ['noise', 'pitch'],
    seed: 3,
  });
});

describe('refusals name the setting and what it accepts', () => {
  test.each([
    [['epochs=0'], /epochs must be a whole number from 1/],
    [['epoch=3'], /no setting "epoch"; did you mean epochs\?/],
    [['split=random'], /split must be stratified \| speaker-independent; received "random"/],
    [['augmentations=echo'], /augmentations must be a list of noise, stretch, pitch/],
    [['fMin=9000'], /fMin \(9000 Hz\) must lie below fMax/],
    [['sampleRate=8000'], /fMax \(8000 Hz\) must not exceed half the sampleRate/],
    [['fold=4'], /fold \(4\) must be below folds \(4\)/],
    [['nonsense'], /--set takes key=value/],
    [['constructor=1'], /no setting "constructor"/],
  ])('%s', async (set, message) => {
    const refused = readSettings({ recipe: 'published', set });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  test('recipes', async () => {
    await expect(readSettings({ recipe: 'publshed' })).rejects.toThrow(/no recipe "publshed". Choose from published/);
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"epochs": ');
    await expect(readSettings({ recipe: path })).rejects.toThrow(/Cannot read the recipe .*broken\.json/);
    await writeFile(path, '[1]');
    await expect(readSettings({ recipe: path })).rejects.toThrow(/one JSON object/);
  });
});
