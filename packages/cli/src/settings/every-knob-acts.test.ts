import { createRandom, encodeWav, loadAudio } from '@ser/dsp';
import { predict, selectBackend } from '@ser/models';
import { catalog } from '@ser/ravdess';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipOf, LABELS } from '../../test/clip-of.ts';
import { tinyBackbone } from '../../testing/tiny-backbone.ts';
import { planTraining } from '../corpus/augmentation-plan.ts';
import type { Clip } from '../corpus/clip.ts';
import { splitCorpus } from '../corpus/split-corpus.ts';
import { clipSettings } from '../features/clip-task.ts';
import { extractPlanes } from '../features/extract-planes.ts';
import { featureImage, imageIdentity } from '../features/feature-image.ts';
import { prepareSamples } from '../features/prepare-samples.ts';
import { classWeightsOf } from '../training/classes-of.ts';
import { fineTune } from '../training/fine-tune.ts';
import { freezeOption, isLeftOut } from '../training/freeze-option.ts';
import { trainHead } from '../training/train-head.ts';
import { checkCombination, checkEffect } from './check-combination.ts';
import { DEFAULTS, KNOBS, type Settings } from './settings.ts';

/** The stages as functions of the settings: what comes out of each on something tiny, all of which a flip must change. */
const STAGES = { split, plan, features, image, weights, head, phase, tuning };

interface Flip<T> {
  readonly stage: keyof typeof STAGES;
  /** Another value than the default, and than `base` has. */
  readonly to: T;
  /** What has to be so for the key to act. */
  readonly base?: Partial<Settings>;
}

const speakers = { split: 'speaker-independent' } as const;
const masks = { maskedCopies: 1 } as const;
const tuned = { train: 'last-block' } as const;
const stalled = { plateauPatience: 1, plateauFactor: 0.1, plateauMinimum: 0, monitor: 'val_loss' } as const;

/** Every key, turned once. */
const FLIPS: { readonly [K in keyof Settings]: Flip<Settings[K]> } = {
  sampleRate: { stage: 'features', to: 16000 },
  duration: { stage: 'features', to: 0.25 },
  noiseReduction: { stage: 'features', to: 'spectral-gating' },
  noiseStrength: { stage: 'features', to: 0.5, base: { noiseReduction: 'spectral-subtraction' } },
  features: { stage: 'features', to: 'mel-deltas' },
  nMels: { stage: 'features', to: 40 },
  nMfcc: { stage: 'features', to: 20, base: { features: 'mfcc-deltas' } },
  nFft: { stage: 'features', to: 1024 },
  hopLength: { stage: 'features', to: 256 },
  fMin: { stage: 'features', to: 100 },
  fMax: { stage: 'features', to: 7000 },
  imageHeight: { stage: 'image', to: 48 },
  imageWidth: { stage: 'image', to: 48 },
  scaling: { stage: 'image', to: 'z-score' },
  scaleMin: { stage: 'image', to: -60, base: { scaling: 'fixed-range' } },
  scaleMax: { stage: 'image', to: -10, base: { scaling: 'fixed-range' } },
  preprocessing: { stage: 'image', to: 'keras' },
  vocalChannel: { stage: 'split', to: 'speech' },
  split: { stage: 'split', to: 'speaker-independent' },
  testSize: { stage: 'split', to: 0.3 },
  actorPreset: { stage: 'split', to: 'emobox', base: speakers },
  folds: { stage: 'split', to: 6, base: speakers },
  fold: { stage: 'split', to: 1, base: speakers },
  validation: { stage: 'split', to: 'test' },
  validationSize: { stage: 'split', to: 0.3 },
  balance: { stage: 'plan', to: 'none' },
  copies: { stage: 'plan', to: 1 },
  augmentations: { stage: 'plan', to: ['pitch'] },
  noiseAmplitude: { stage: 'plan', to: 0.01 },
  stretchMin: { stage: 'plan', to: 0.9 },
  stretchMax: { stage: 'plan', to: 1.1 },
  pitchSemitones: { stage: 'plan', to: 1 },
  maskedCopies: { stage: 'plan', to: 2 },
  bandMasks: { stage: 'plan', to: 2, base: masks },
  bandMaskWidth: { stage: 'plan', to: 8, base: masks },
  timeMasks: { stage: 'plan', to: 2, base: masks },
  timeMaskWidth: { stage: 'plan', to: 8, base: masks },
  classWeights: { stage: 'weights', to: 'none' },
  headUnits: { stage: 'head', to: [4] },
  dropout: { stage: 'head', to: 0.5 },
  epochs: { stage: 'head', to: 2 },
  batchSize: { stage: 'head', to: 8 },
  optimizer: { stage: 'head', to: 'adamw' },
  weightDecay: { stage: 'head', to: 0.5, base: { optimizer: 'adamw' } },
  learningRateScale: { stage: 'head', to: 10 },
  monitor: { stage: 'head', to: 'val_loss' },
  patience: { stage: 'head', to: 1 },
  plateauPatience: { stage: 'head', to: null, base: stalled },
  plateauFactor: { stage: 'head', to: 0.5, base: stalled },
  plateauMinimum: { stage: 'head', to: 0.04, base: stalled },
  labelSmoothing: { stage: 'head', to: 0.2 },
  mixup: { stage: 'head', to: 0.4 },
  seed: { stage: 'split', to: 1 },
  train: { stage: 'phase', to: 'full' },
  fineTuneOn: { stage: 'phase', to: 'native', base: tuned },
  fineTuneEpochs: { stage: 'tuning', to: 1, base: tuned },
  fineTunePatience: { stage: 'tuning', to: 1, base: tuned },
  fineTuneLearningRate: { stage: 'tuning', to: 0.02, base: tuned },
  fineTuneBatchSize: { stage: 'tuning', to: 4, base: tuned },
  fineTuneMemoryBatch: { stage: 'tuning', to: 2, base: tuned },
};

const corpus: readonly Clip[] = catalog({ modality: 'audio-only' }).map((recording) => clipOf(recording));

/** The files of one voice, where every emotion but the neutral one is as frequent. */
const few = corpus.filter(({ speaker }) => speaker === '1');

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
  batchSize: 4,
  learningRateScale: 500,
  fineTuneEpochs: 3,
  fineTuneLearningRate: 0.01,
  fineTuneBatchSize: 8,
};

beforeAll(async () => {
  await selectBackend('wasm');
});

test('no key is without its flip', () => {
  expect(Object.keys(FLIPS)).toEqual(Object.keys(KNOBS));
});

describe('every key changes what comes out of the stage that it decides', () => {
  test.each(Object.entries(FLIPS) as [keyof Settings, Flip<unknown>][])('%s', async (key, { stage, to, base }) => {
    const before: Settings = { ...TINY, ...base };
    const after: Settings = { ...before, [key]: to };
    // What is flipped is a setting that one may choose.
    expect((KNOBS[key].accept as (value: unknown) => unknown)(to)).toEqual(to);
    checkCombination(after);
    checkEffect({ [key]: to }, after, key);
    const [changed, unchanged] = [await STAGES[stage](after), await STAGES[stage](before)];
    for (const [i, result] of changed.entries()) expect(result).not.toEqual(unchanged[i]);
  });
});

test.each(Object.entries(STAGES))('the stage %s gives the same for the same settings', async (_, stage) => {
  const settings = { ...TINY, ...tuned, ...masks };
  expect(await stage({ ...settings })).toEqual(await stage({ ...settings }));
});

function split(settings: Settings): unknown[] {
  const parts = splitCorpus(corpus, settings);
  return [Object.values(parts).map((clips) => clips.map(({ name }: Clip) => name))];
}

function plan(settings: Settings): unknown[] {
  return [planTraining(few, settings).map(({ clip, augmentation }) => [clip.name, augmentation])];
}

/** The planes, and what their key in the store is made from: both must change, or a stale spectrogram is taken for a new one. */
function features(settings: Settings): unknown[] {
  const { samples } = loadAudio(WAV, { sampleRate: settings.sampleRate, duration: settings.duration });
  const { data, shape } = extractPlanes(prepareSamples(samples, null, settings), settings);
  return [{ data: Array.from(data), shape: [...shape] }, clipSettings(settings)];
}

function image(settings: Settings): unknown[] {
  const planes = extractPlanes(prepareSamples(loadAudio(WAV).samples, null, TINY), TINY);
  const { data, shape } = featureImage(planes, 'vgg16', settings);
  return [{ data: Array.from(data), shape: [...shape] }, imageIdentity(settings)];
}

function weights(settings: Settings): unknown[] {
  return [classWeightsOf({ train: planTraining(few, settings), labels: LABELS }, settings)];
}

async function head(settings: Settings): Promise<unknown[]> {
  const [train, validation] = [embeddings(6, 24, 1), embeddings(6, 16, 2)];
  const { head, result } = await trainHead(
    { train, validation, dim: 6, classes: 3, learningRate: 1e-4, classWeights: undefined },
    settings,
  );
  const answers = await predict(head, validation.x, { sampleShape: [6] });
  head.dispose();
  return [[Array.from(answers), result]];
}

function phase(settings: Settings): unknown[] {
  return [isLeftOut(settings, 'wasm') ? null : freezeOption('VGG16', settings.train)];
}

async function tuning(settings: Settings): Promise<unknown[]> {
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
  return [[reads, result]];
}
