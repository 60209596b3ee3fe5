import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { catalog, formatFilename, type Recording, trainTestSplit } from '@ser/ravdess';
import { DEMO, RAVDESS } from '../src/corpus/provenance.ts';
import { type Prediction, predictionsToCsv } from '../src/evaluation/predictions.ts';
import { csvLine } from '../src/files/csv.ts';
import type { ModelName } from '../src/models/model.ts';
import { type RunFolder, runFolder, writeJson, writeRecord } from '../src/run-folder.ts';
import { DEFAULTS, type Settings } from '../src/settings/settings.ts';
import type { TrainingRecord } from '../src/stages/train/training-record.ts';
import { factsOfRecording, LABELS } from './clip-of.ts';

/** What a made-up run folder holds; nothing in it was ever computed by a model. */
export interface FakeRunOptions {
  readonly models?: readonly ModelName[];
  /** Recordings of the test part. @default those of actors 1 to 4, every seventh */
  readonly test?: readonly Recording[];
  readonly train?: readonly Recording[];
  readonly settings?: Partial<Settings>;
  readonly synthetic?: boolean;
  readonly weights?: string;
  /** Which part of the folder to leave out. */
  readonly without?: readonly ('split.csv' | 'history.json' | 'stages.json' | 'audio' | 'facts')[];
  /** Fields of `run.json` that are not as they should be. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Seconds and rate of the audio. */
  readonly audio?: { readonly seconds: number; readonly sampleRate: number; readonly files?: ReadonlySet<string> };
}

/** All recordings of the corpus, sorted by name. */
export const recordings: readonly Recording[] = catalog({ modality: 'audio-only' });

/** File name of a recording. */
export const nameOf = (recording: Recording): string => formatFilename(recording);

/** The published split: 491 test files. */
export function publishedSplit(): { train: readonly Recording[]; test: readonly Recording[] } {
  return trainTestSplit(recordings, { testSize: 0.2, stratifyBy: ({ emotion }) => emotion, seed: 0 });
}

/** Draws the same numbers every time. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Made-up predictions that are right in a share of `skill` of the files, one row of probabilities a file. */
export function fakePredictions(test: readonly Recording[], skill: number, seed: number): Prediction[] {
  const random = createRandom(seed);
  return test.map((recording) => {
    const right = random() < skill;
    const others = LABELS.filter((label) => label !== recording.emotion);
    const predicted: string = right ? recording.emotion : others[Math.floor(random() * others.length)]!;
    const confidence = 0.3 + 0.69 * random();
    const rest = (1 - confidence) / 7;
    return {
      file: nameOf(recording),
      speaker: factsOfRecording(recording).speaker,
      actual: recording.emotion,
      predicted,
      probabilities: LABELS.map((label) => (label === predicted ? confidence : rest)),
    };
  });
}

const SKILL: Readonly<Record<ModelName, number>> = { ResNet101: 0.55, VGG16: 0.6, VGG19: 0.72, functionals: 0.5 };
export const FAKE_IDENTITY = 'a'.repeat(64);

/** Writes a run folder as `ser train` and `ser evaluate` leave it, and the audio of its test part beside it. */
export async function writeFakeRun(home: string, options: FakeRunOptions = {}): Promise<RunFolder> {
  const { models = ['ResNet101', 'VGG16', 'VGG19'], without = [], weights = 'imagenet' } = options;
  const test = options.test ?? recordings.filter(({ actor }, i) => actor <= 4 && i % 7 === 0);
  const train = options.train ?? recordings.filter(({ actor }, i) => actor > 6 && i % 7 === 0);
  const folder = runFolder(join(home, 'run'));
  const data = join(home, 'corpus');
  await mkdir(folder.path, { recursive: true });
  await writeRecord(folder.configuration, {
    program: 'ser 0.0.0',
    ...(!without.includes('facts') && {
      command: 'train --data corpus --model all',
      versions: { ser: '0.0.0', node: '20.20.0', tfjs: '4.22.0' },
      machine: { platform: 'linux', arch: 'x64', cpu: 'A Processor', cores: 2, memoryMB: 8000 },
      device: 'SIMD, 2 threads',
    }),
    data,
    source: { dirs: [data] },
    synthetic: options.synthetic ?? false,
    corpus: options.synthetic ? DEMO : RAVDESS,
    labels: LABELS,
    weights: null,
    engine: 'onnx',
    backend: 'wasm',
    settings: { ...DEFAULTS, split: 'speaker-independent', ...options.settings },
    identity: FAKE_IDENTITY,
    ...options.configuration,
  });
  if (!without.includes('split.csv')) {
    const rows = [
      ...train.map((recording) => splitRow(recording, 'train')),
      ...test.map((recording) => splitRow(recording, 'test')),
    ];
    await writeFile(
      folder.split,
      `${['file,speaker,label,part,modality,vocalChannel,intensity,statement,take,sex', ...rows].join('\n')}\n`,
    );
  }
  if (!without.includes('stages.json')) {
    await writeJson(folder.stages, [
      { stage: 'scan', items: 2452, computed: 2452, reused: 0, seconds: 1.25, peakMemoryMB: 120.4 },
      { stage: 'training', model: 'VGG16', items: 1800, computed: 1800, reused: 0, seconds: 100, peakMemoryMB: 640.6 },
    ]);
  }
  for (const [i, model] of models.entries()) {
    const own = folder.of(model);
    await mkdir(own.path, { recursive: true });
    await writeFile(
      own.predictions,
      predictionsToCsv({ labels: LABELS, predictions: fakePredictions(test, SKILL[model]!, i + 1) }),
    );
    await writeRecord(own.training, fakeTraining(weights));
    if (!without.includes('history.json')) {
      await writeJson(own.history, { loss: [2, 1.5, 1.2], val_loss: [2.1, 1.7, 1.8], val_accuracy: [0.2, 0.5, 0.45] });
    }
  }
  if (!without.includes('audio')) {
    const { seconds, sampleRate, files } = options.audio ?? { seconds: 0.25, sampleRate: 8000 };
    const tone = Float32Array.from({ length: seconds * sampleRate }, (_, i) => 0.4 * Math.sin(i * i * 2e-6 + i * 0.1));
    const bytes = encodeWav({ channels: [tone], sampleRate }, { bitDepth: 16 });
    await mkdir(join(data, 'Actor_01'), { recursive: true });
    for (const recording of test) {
      if (!files || files.has(nameOf(recording))) await writeFile(join(data, 'Actor_01', nameOf(recording)), bytes);
    }
  }
  return folder;
}

/** A row of `split.csv`. */
function splitRow(recording: Recording, part: string): string {
  const { label, speaker, facets } = factsOfRecording(recording);
  return csvLine([nameOf(recording), speaker, label, part, ...Object.values(facets)]);
}

/** `training.json` of a made-up training. */
export function fakeTraining(weights: string): TrainingRecord {
  return {
    key: 'b'.repeat(64),
    identity: FAKE_IDENTITY,
    weights,
    engine: 'onnx',
    backend: 'wasm',
    examples: { train: 1800, validation: 200 },
    epochs: 3,
    bestEpoch: 1,
    seconds: 12,
    fineTuning: null,
    calibration: { temperature: 1, threshold: null, files: 200 },
    lowestRate: 48_000,
  };
}
