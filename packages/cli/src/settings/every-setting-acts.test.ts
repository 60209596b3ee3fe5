import { RAVDESS_FOLDS } from '@ser/corpora';
import { createRandom, encodeWav, loadWav } from '@ser/dsp';
import { predict, selectBackend } from '@ser/models';
import { catalog } from '@ser/ravdess';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipOf, LABELS } from '../../test/clip-of.ts';
import { tinyBackbone } from '../../testing/tiny-backbone.ts';
import { planTraining } from '../corpus/augmentation-plan.ts';
import type { Clip } from '../corpus/clip.ts';
import { splitCorpus } from '../corpus/split-corpus.ts';
import { isLeftOut } from '../engines/backends.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { findModel } from '../models/find-models.ts';
import { featureImage } from '../models/image-model.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { fineTune } from '../stages/train/fine-tune.ts';
import { classWeightsOf } from '../stages/train/run-phase.ts';
import { softTargetsOf } from '../stages/train/soft-targets.ts';
import { trainHead } from '../stages/train/train-head.ts';
import { checkCombination, checkEffect } from './check-combination.ts';
import type { DecidedStage } from './setting.ts';
import { DEFAULTS, GROUPS, SETTING_NAMES, SETTINGS, type SettingName, type Settings } from './settings.ts';
import { keySettings } from './settings-of.ts';

const corpus: readonly Clip[] = catalog({ modality: 'audio-only' }).map((recording) => clipOf(recording));

/** The files of one voice, where every emotion but the neutral one is as frequent. */
const few = corpus.filter(({ speaker }) => speaker === '01');

/** Half a second of a hum with overtones, then noise: something in every band, for every method of noise reduction. */
const WAV = (() => {
  const random = createRandom(1);
  const voice = Float32Array.from({ length: 12_000 }, (_, i) =>
    i < 8_000 ? 0.4 * Math.sin(i * 0.06) + 0.2 * Math.sin(i * 0.22) + 0.02 * random() : 0.2 * (random() - 0.5),
  );
  return encodeWav({ channels: [voice], sampleRate: 24_000 }, { bitDepth: 16 });
})();

/** Rows of noise with a hint of the class in the first number. */
function embeddings(dim: number, count: number, seed: number): { x: Float32Array; y: number[] } {
  const random = createRandom(seed);
  const y = Array.from({ length: count }, (_, i) => i % 3);
  const x = Float32Array.from(
    { length: count * dim },
    (_, i) => random() + (i % dim === 0 ? 0.3 * y[Math.floor(i / dim)]! : 0),
  );
  return { x, y };
}

const images = embeddings(32 * 32 * 3, 12, 5);

function pick(x: Float32Array, indices: Int32Array, size: number): Float32Array {
  const rows = new Float32Array(indices.length * size);
  for (const [row, index] of indices.entries()) rows.set(x.subarray(index * size, (index + 1) * size), row * size);
  return rows;
}

/** Small, and in a state where training stops improving: the keys that wait for that have something to wait for. */
const TINY: Settings = {
  ...DEFAULTS,
  duration: 0.3,
  nMels: 32,
  imageHeight: 32,
  imageWidth: 32,
  headUnits: [8],
  epochs: 6,
  seed: 3,
  batchSize: 4,
  learningRateScale: 500,
  fineTuneEpochs: 3,
  fineTuneLearningRate: 0.01,
  fineTuneBatchSize: 8,
  plateauPatience: 1,
  plateauFactor: 0.1,
  plateauMinimum: 0,
};

/** The stages as functions of the settings: what comes out of each on something tiny. */
const RESULTS: Readonly<Record<DecidedStage, (settings: Settings) => unknown>> = {
  split,
  plan,
  features,
  embeddings: image,
  training,
  'fine-tuning': tuning,
};

const STAGE_OF = Object.fromEntries(
  Object.values(GROUPS).flatMap(({ stage, settings }) => Object.keys(settings).map((name) => [name, stage])),
) as Record<SettingName, DecidedStage>;

const known = new Map<string, unknown>();

/** What comes out of the stage that a setting decides, computed once for the same settings. */
async function resultOf(stage: DecidedStage, settings: Settings): Promise<unknown> {
  const key = JSON.stringify([stage, settings]);
  if (!known.has(key)) known.set(key, await RESULTS[stage](settings));
  return known.get(key);
}

/** Settings in which a setting has an effect. */
function where(name: SettingName): Settings {
  const { when } = SETTINGS[name];
  return when && !when.holds(TINY) ? { ...TINY, ...when.example } : TINY;
}

const turned = (name: SettingName, settings: Settings): Settings => ({ ...settings, [name]: SETTINGS[name].example });

beforeAll(async () => {
  await selectBackend('wasm');
});

test('what a condition speaks of is a setting, and its example fulfils it', () => {
  for (const name of SETTING_NAMES) {
    const { when } = SETTINGS[name];
    if (!when) continue;
    for (const other of Object.keys(when.example)) expect(SETTING_NAMES).toContain(other);
    expect(when.holds({ ...DEFAULTS, ...when.example }), `${name}: ${when.words}`).toBe(true);
  }
});

describe('every setting changes what comes out of the stage that it decides, and the key of it', () => {
  test.each(SETTING_NAMES)('%s', async (name) => {
    const before = where(name);
    const after = turned(name, before);
    const stage = STAGE_OF[name];
    // What it is turned to is a value that one may choose.
    expect((SETTINGS[name].accept as (value: unknown) => unknown)(after[name])).toEqual(after[name]);
    checkCombination(after);
    checkEffect({ [name]: after[name] }, after, name);
    expect(await resultOf(stage, after)).not.toEqual(await resultOf(stage, before));
    expect(keySettings(stage, after)).not.toEqual(keySettings(stage, before));
  });
});

describe('a setting whose condition does not hold changes nothing, and no key', () => {
  const idle = SETTING_NAMES.filter((name) => SETTINGS[name].when?.holds(TINY) === false);
  test.each(idle)('%s', async (name) => {
    const stage = STAGE_OF[name];
    expect(await resultOf(stage, turned(name, TINY))).toEqual(await resultOf(stage, TINY));
    expect(keySettings(stage, turned(name, TINY))).toEqual(keySettings(stage, TINY));
  });
});

test.each(Object.entries(RESULTS))('the stage %s gives the same for the same settings', async (_, result) => {
  const settings: Settings = { ...TINY, train: 'last-block', maskedCopies: 1 };
  expect(await result({ ...settings })).toEqual(await result({ ...settings }));
});

function split(settings: Settings): unknown {
  const parts = splitCorpus({ clips: corpus, folds: RAVDESS_FOLDS }, settings);
  return Object.values(parts).map((clips) => clips.map(({ name }: Clip) => name));
}

function plan(settings: Settings): unknown {
  return planTraining(few, settings).map(({ clip, augmentation }) => [clip.name, augmentation]);
}

function features(settings: Settings): unknown {
  const { samples } = loadWav(WAV, { sampleRate: settings.sampleRate, duration: settings.duration });
  const { data, shape } = frontEndOf(settings.features).compute(prepareSamples(samples, null, settings), settings);
  return { data: Array.from(data), shape: [...shape] };
}

function image(settings: Settings): unknown {
  const planes = frontEndOf(TINY.features).compute(prepareSamples(loadWav(WAV).samples, null, TINY), TINY);
  const { data, shape } = featureImage(planes, 'vgg16', settings);
  return { data: Array.from(data), shape: [...shape] };
}

/** The weights of the classes, and the head. */
async function training(settings: Settings): Promise<unknown> {
  const classWeights = classWeightsOf({ train: planTraining(few, TINY), labels: LABELS }, settings);
  const distribution = { a: 0.5, b: 0.25, c: 0.25 };
  const votes = Array.from({ length: 24 }, () => ({
    clip: { ...few[0]!, label: 'a', distribution },
    augmentation: null,
  }));
  const [train, validation] = [embeddings(6, 24, 1), embeddings(6, 16, 2)];
  const { head, result } = await trainHead(
    {
      train,
      validation,
      dim: 6,
      classes: 3,
      learningRate: 1e-4,
      classWeights: undefined,
      softTargets: softTargetsOf(votes, ['a', 'b', 'c'], settings),
    },
    settings,
  );
  const answers = await predict(head, validation.x, { sampleShape: [6] });
  head.dispose();
  return [classWeights, Array.from(answers), result];
}

/** What the second phase trains, and what comes out of it. */
async function tuning(settings: Settings): Promise<unknown> {
  const frozen = isLeftOut(settings, 'wasm') ? null : findModel('VGG16')!.frozen(settings.train);
  if (frozen === null) return null;
  const { head } = await trainHead(
    {
      train: embeddings(8, 12, 7),
      validation: embeddings(8, 12, 8),
      dim: 8,
      classes: 3,
      learningRate: 1e-4,
      classWeights: undefined,
    },
    { ...TINY, epochs: 1 },
  );
  const reads: number[] = [];
  const streamed = {
    length: 12,
    read: (indices: Int32Array) => {
      reads.push(indices.length);
      return pick(images.x, indices, 32 * 32 * 3);
    },
  };
  const { model, result } = await fineTune(
    {
      backbone: tinyBackbone(),
      head,
      freeze: { before: 'block2' },
      train: { x: streamed, y: images.y },
      validation: { x: streamed, y: images.y.toReversed() },
      classWeights: undefined,
    },
    settings,
  );
  head.dispose();
  model.dispose();
  return [frozen, reads, result];
}
