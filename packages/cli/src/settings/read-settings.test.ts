import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../errors.ts';
import { readSettings, readWholeRecipe } from './read-settings.ts';
import { RECIPES } from './recipes.ts';
import { DEFAULTS, SETTINGS } from './settings.ts';

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
    headUnits: [512, 512, 256],
    dropout: 0.2,
    optimizer: 'adam',
    monitor: 'val_accuracy',
    patience: 25,
    plateauPatience: 7,
    plateauFactor: 0.3,
    plateauMinimum: 1e-4,
    classWeights: 'balanced',
    validation: 'train-part',
    train: 'head',
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
  for (const [key, setting] of Object.entries(SETTINGS)) {
    expect((setting.accept as (v: unknown) => unknown)(setting.default), key).toEqual(setting.default);
  }
});

test('later sources win: recipe, --set, options', async () => {
  const path = join(folder, 'mine.json');
  await writeFile(path, JSON.stringify({ epochs: 7, dropout: 0.5 }));
  const settings = await readSettings({
    recipe: path,
    set: ['dropout=0.1', 'imageWidth=null', 'augmentations=noise,pitch'],
    options: { seed: '3' },
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

test('lists may be given as such, by commas, or as one item alone', async () => {
  const of = (...set: string[]) => readSettings({ recipe: 'published', set });
  expect(await of('headUnits=[64,32]')).toMatchObject({ headUnits: [64, 32] });
  expect(await of('headUnits=64,32')).toMatchObject({ headUnits: [64, 32] });
  expect(await of('headUnits=64')).toMatchObject({ headUnits: [64] });
  expect(await of('headUnits=[]')).toMatchObject({ headUnits: [] });
  expect(await of('augmentations=pitch')).toMatchObject({ augmentations: ['pitch'] });
});

describe('a setting that would do nothing is refused', () => {
  test.each([
    [['noiseStrength=0.5'], /noiseStrength has an effect only where noiseReduction is not none/],
    [['nMfcc=20'], /nMfcc has an effect only where features is mfcc-deltas/],
    [['scaleMin=-60'], /scaling is fixed-range/],
    [['folds=5'], /folds has an effect only where split is speaker-independent/],
    [['actorPreset=emobox'], /split is speaker-independent/],
    [['validation=test', 'validationSize=0.2'], /validation is train-part/],
    [['balance=none', 'pitchSemitones=2'], /balance is not none, or copies is above 0/],
    [['augmentations=noise', 'pitchSemitones=2'], /augmentations has pitch/],
    [['timeMaskWidth=9'], /maskedCopies is above 0/],
    [['weightDecay=0.1'], /optimizer is adamw/],
    [['plateauPatience=null', 'plateauFactor=0.5'], /plateauPatience is a number/],
    [['fineTuneEpochs=3'], /train is last-block, full or from:LAYER/],
  ])('%s', async (set, message) => {
    await expect(readSettings({ recipe: 'published', set })).rejects.toThrow(message);
  });

  test('but what the command line switches off in a recipe is no mistake of the recipe', async () => {
    const settings = await readSettings({ recipe: 'speaker-independent', options: { split: 'stratified' } });
    expect(settings).toMatchObject({ split: 'stratified', folds: 5 });
  });

  test('a recipe file is held to it too', async () => {
    const path = join(folder, 'idle.json');
    await writeFile(path, JSON.stringify({ weightDecay: 0.1 }));
    await expect(readSettings({ recipe: path })).rejects.toThrow(/idle\.json: weightDecay has an effect only where/);
  });
});

test.each(Object.keys(RECIPES))('the recipe %s can be copied whole and edited', async (recipe) => {
  const whole = await readWholeRecipe(recipe);
  const path = join(folder, `${recipe}-copy.json`);
  await writeFile(path, JSON.stringify(whole));
  expect(await readSettings({ recipe: path })).toEqual(whole);
  await writeFile(path, JSON.stringify({ ...whole, epochs: 3 }));
  expect(await readSettings({ recipe: path })).toEqual({ ...whole, epochs: 3 });
});

test('the README speaks of recipes and settings that there are', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  for (const recipe of Object.keys(RECIPES)) expect(readme).toContain(`\`${recipe}\``);
  const pairs = [...readme.matchAll(/`([a-z]\w*)=([^\s`]+)`|--set (\w+)=(\S+)/g)].map(
    ([, key, value, setKey, setValue]) => [key ?? setKey!, (value ?? setValue!).replace(/`$/, '')] as const,
  );
  expect(pairs.length).toBeGreaterThan(8);
  for (const [key, value] of pairs) {
    expect(Object.keys(SETTINGS)).toContain(key);
    const words: unknown = /^[\d.e-]+$/.test(value) ? Number(value) : value.includes(',') ? value.split(',') : value;
    expect(
      (SETTINGS[key as keyof typeof SETTINGS].accept as (v: unknown) => unknown)(words),
      `${key}=${value}`,
    ).toBeDefined();
  }
});

test('the published recipe is the defaults, and says so itself', async () => {
  expect(await readSettings({ recipe: 'published' })).toEqual(DEFAULTS);
});

describe('refusals name the setting and what it accepts', () => {
  test.each([
    [['epochs=0'], /epochs must be a whole number from 1/],
    [['epoch=3'], /no setting "epoch"; did you mean epochs\?/],
    [['split=random'], /split must be stratified \| speaker-independent \| given; received "random"/],
    [['augmentations=echo'], /augmentations must be a list of noise, stretch, pitch/],
    [['fMin=9000'], /fMin \(9000 Hz\) must lie below fMax/],
    [['features=mel-deltas', 'duration=0.1'], /at least 9 frames, and 0\.1 s in steps of hopLength \(512\) make 5\./],
    [['sampleRate=8000'], /fMax \(8000 Hz\) must not exceed half the sampleRate/],
    [['split=speaker-independent', 'fold=4'], /fold \(4\) must be below folds \(4\), or all/],
    [
      ['split=speaker-independent', 'actorPreset=of people'],
      /actorPreset must be none \| leave-one-actor-out, or the name of folds/,
    ],
    [['fold=1'], /fold has an effect only where split is speaker-independent/],
    [['fold=all'], /fold has an effect only where split is speaker-independent/],
    [['fold=some'], /fold must be all, or a whole number from 0/],
    [['balance=mean'], /balance must be majority \| median \| none, or a whole number/],
    [['headUnits=512,0'], /headUnits must be a list of whole numbers from 1 to 8192/],
    [['optimizer=sgd'], /optimizer must be adam \| adamw; received "sgd"/],
    [['train=block5'], /train must be head \| last-block \| full \| from:LAYER/],
    [['scaling=fixed-range', 'features=mel-deltas'], /scaling fixed-range .*features mel; they are mel-deltas/],
    [['scaling=fixed-range', 'scaleMin=0'], /scaleMin \(0 dB\) must lie below scaleMax \(0 dB\)/],
    [['features=mfcc-deltas', 'nMfcc=65'], /nMfcc \(65\) must not exceed nMels \(64\)/],
    [['maskedCopies=1', 'bandMasks=0', 'timeMasks=0'], /maskedCopies needs bandMasks or timeMasks/],
    [['stretchMin=1.2'], /stretchMin must not exceed stretchMax/],
    [['patience=25', 'paitence=3'], /no setting "paitence"; did you mean patience\?/],
    [['nonsense'], /--set takes key=value/],
    [['constructor=1'], /no setting "constructor"/],
  ])('%s', async (set, message) => {
    const refused = readSettings({ recipe: 'published', set });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  test('recipes', async () => {
    await expect(readSettings({ recipe: 'publshed' })).rejects.toThrow(/no recipe "publshed"; did you mean published/);
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"epochs": ');
    await expect(readSettings({ recipe: path })).rejects.toThrow(/Cannot read the recipe .*broken\.json/);
    await writeFile(path, '[1]');
    await expect(readSettings({ recipe: path })).rejects.toThrow(/one JSON object/);
  });
});
