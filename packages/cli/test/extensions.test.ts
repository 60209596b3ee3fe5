import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { tinyBackbone } from '../testing/tiny-backbone.ts';

// "To add X touch Y": each row below is added to the one table that it belongs into, and to nothing else; what the program
// makes of a table is then asked for the row.

/** The files that are touched below, by what is added. */
const TOUCHED = {
  'a setting': ['packages/cli/src/settings/training-settings.ts'],
  'a front end': ['packages/cli/src/front-ends/front-ends.ts'],
  'a model': ['packages/cli/src/models/models.ts'],
  'an engine': ['packages/cli/src/engines/engines.ts'],
} as const;

// The test files before and after this one in a worker want the tables as they are.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.resetModules();
});

vi.mock('../src/settings/training-settings.ts', async (original) => {
  const { TRAINING_SETTINGS } = await original<typeof import('../src/settings/training-settings.ts')>();
  const { number } = await import('../src/settings/setting.ts');
  const { is } = await import('../src/settings/conditions.ts');
  const toy = number({
    default: 1,
    min: 0,
    max: 9,
    example: 2,
    help: 'a toy',
    when: is('optimizer', 'adamw'),
    option: 'N',
  });
  return { TRAINING_SETTINGS: { ...TRAINING_SETTINGS, toys: { stage: 'training', settings: { toy } } } };
});

vi.mock('../src/front-ends/front-ends.ts', async (original) => {
  const { FRONT_ENDS } = await original<typeof import('../src/front-ends/front-ends.ts')>();
  const toy = {
    about: 'every hundredth sample',
    version: 1,
    reads: ['hopLength'],
    isInDecibels: false,
    shape: (samples: number) => [1, 32, Math.floor(samples / 3200)],
    compute: (samples: Float32Array) => {
      const frames = Math.floor(samples.length / 3200);
      return {
        data: Float32Array.from({ length: 32 * frames }, (_, i) => samples[100 * i]!),
        shape: [1, 32, frames],
      };
    },
  };
  return { FRONT_ENDS: { ...FRONT_ENDS, toy } };
});

vi.mock('../src/models/models.ts', async (original) => {
  const { MODELS, ...rest } = await original<typeof import('../src/models/models.ts')>();
  const row = {
    ...MODELS[1]!,
    name: 'Toy',
    also: ['toy-net'],
    isPublished: false,
    load: async () => ({ backbone: tinyBackbone(), source: 'toy', fingerprint: 'toy' }),
  };
  return { ...rest, MODELS: [...MODELS, row] };
});

vi.mock('../src/engines/engines.ts', async (original) => {
  const { ENGINES } = await original<typeof import('../src/engines/engines.ts')>();
  const engine = {
    name: 'toy',
    title: 'Toy',
    available: async () => ({
      name: 'toy',
      title: 'Toy',
      identity: { runtime: 'toy', device: 'abacus', precision: 'float32' },
      open: async (backbone: { outputDim: number }) => ({
        backbone,
        outputs: ['avg_pool'],
        engine: 'tfjs',
        run: async (_: Float32Array, count: number) => [new Float32Array(count * backbone.outputDim).fill(7)],
        dispose: async () => {},
      }),
    }),
  };
  const absent = {
    name: 'absent',
    title: 'Absent',
    available: async () => ({ reason: 'it is only a word', remedy: 'npm install a-word' }),
  };
  return { ENGINES: [...ENGINES, engine, absent] };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-extensions-'));
  return () => rm(folder, { recursive: true });
});

test('a setting: read, checked, told, an option of the command line, and in the key of its stage', async () => {
  const { readSettings } = await import('../src/settings/read-settings.ts');
  const { keySettings } = await import('../src/settings/settings-of.ts');
  const { runInside } = await import('./run-inside.ts');
  const of = (...set: string[]) => readSettings({ recipe: 'published', set });
  await expect(of('toy=2')).rejects.toThrow(/toy has an effect only where optimizer is adamw/);
  await expect(of('toy=12')).rejects.toThrow(/toy must be a number from 0 to 9/);
  const settings = await of('toy=2', 'optimizer=adamw');
  expect(settings).toMatchObject({ toy: 2 });
  expect(keySettings('training', settings)).toMatchObject({ toy: 2 });
  expect(keySettings('training', await of())).not.toHaveProperty('toy');
  expect((await runInside(['recipes'])).stdout).toMatch(/toy +1: a toy \(a number from 0 to 9\); acts where optimizer/);
  expect((await runInside(['train', '--help'])).stdout).toMatch(/--toy N +a toy/);
});

test('a front end: chosen, told, and the settings that it does not read do nothing beside it', async () => {
  const { readSettings } = await import('../src/settings/read-settings.ts');
  const { clipSettings } = await import('../src/stages/features/clip-task.ts');
  const { frontEndOf } = await import('../src/front-ends/find-front-end.ts');
  const { runInside } = await import('./run-inside.ts');
  const settings = await readSettings({ recipe: 'published', set: ['features=toy', 'hopLength=100'] });
  const changed = readSettings({ recipe: 'published', set: ['features=toy', 'nMels=40'] });
  await expect(changed).rejects.toThrow(/nMels has an effect only where features is mel/);
  expect(clipSettings(settings)).toMatchObject({ features: 'toy', hopLength: 100 });
  expect(clipSettings(settings)).not.toHaveProperty('nMels');
  const { compute, shape } = frontEndOf(settings.features);
  expect(compute(new Float32Array(66150), settings).shape).toEqual(shape(66150, settings));
  expect((await runInside(['recipes'])).stdout).toContain('toy is every hundredth sample');
});

test('a model and an engine: named on the command line, opened, and in the key of what they compute', async () => {
  const { MODEL, engineChoice, modelsOf } = await import('../src/cli/options.ts');
  const { openEngines } = await import('../src/engines/open-engines.ts');
  const { ArrayStore } = await import('../src/files/array-store.ts');
  const { sha256 } = await import('../src/files/digest.ts');
  const { computeEmbeddings } = await import('../src/stages/embed/compute-embeddings.ts');
  const { DEFAULTS } = await import('../src/settings/settings.ts');
  const { createReporter } = await import('../src/terminal/reporter.ts');
  const { runInside } = await import('./run-inside.ts');
  const { clipOf } = await import('./clip-of.ts');
  const reporter = createReporter({ stream: process.stderr, quiet: true });
  const { signal } = new AbortController();

  const [model] = modelsOf({ model: 'toy-net' });
  expect(model!.name).toBe('Toy');
  expect(MODEL.help).toContain('Toy');
  expect(modelsOf({}).map(({ name }) => name)).not.toContain('Toy');
  const { engine } = await openEngines(engineChoice({ engine: 'toy', backend: 'wasm' }), reporter);
  const refused = openEngines(engineChoice({ engine: 'absent', backend: 'wasm' }), reporter);
  await expect(refused).rejects.toThrow(/Absent cannot be used: it is only a word\. To get it: npm install a-word/);
  expect((await runInside(['train', '--help'])).stdout).toMatch(/--engine NAME +.*tfjs, toy/);

  const settings = { ...DEFAULTS, imageHeight: 32, imageWidth: 32 };
  const loaded = await model!.load([32, 32, 3], undefined, { settings, cache: folder, reporter, signal });
  const features = new ArrayStore(join(folder, 'features'));
  await features.write(sha256('a'), { data: new Float32Array(32 * 32).map((_, i) => i), shape: [1, 32, 32] });
  const example = { clip: clipOf('03-01-06-01-02-01-12.wav'), augmentation: null };
  const { rows, keys } = await computeEmbeddings([example], {
    ...loaded,
    engine,
    input: model!.input,
    settings,
    features,
    featureKeys: new Map([[example, sha256('a')]]),
    folder,
    title: model!.name,
    reporter,
    signal,
  });
  expect(rows).toEqual(new Float32Array(8).fill(7));
  expect(keys).toHaveLength(1);
});

test('the page on the architecture tells the files that were touched here', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  for (const [what, files] of Object.entries(TOUCHED)) {
    for (const file of files) expect(existsSync(join(root, file))).toBe(true);
    expect(page).toContain(`| ${what} | ${files.length} | \`${files.join('`, `')}\``);
  }
});
