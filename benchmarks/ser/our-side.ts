// Our side of twin.ts: answers one question a line by the stages of the built `ser`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { accuracyScore, classificationReport } from '@ser/metrics';
import {
  type Backbone,
  type BackboneName,
  backboneFingerprint,
  balancedClassWeights,
  describeBackbone,
  predict,
} from '@ser/models';
import { planEvaluation, planTraining } from '../../packages/cli/dist/corpus/augmentation-plan.js';
import { type Clip, type Example, labelsOfClips } from '../../packages/cli/dist/corpus/clip.js';
import { readCorpus } from '../../packages/cli/dist/corpus/read-corpus.js';
import { splitCorpus } from '../../packages/cli/dist/corpus/split-corpus.js';
import { type Engines, openEngines } from '../../packages/cli/dist/engines/open-engines.js';
import { ArrayStore } from '../../packages/cli/dist/files/array-store.js';
import { frontEndOf } from '../../packages/cli/dist/front-ends/find-front-end.js';
import { findModel } from '../../packages/cli/dist/models/find-models.js';
import { featureImage, imageShape } from '../../packages/cli/dist/models/image-model.js';
import { DEFAULTS, type Settings } from '../../packages/cli/dist/settings/settings.js';
import { computeEmbeddings } from '../../packages/cli/dist/stages/embed/compute-embeddings.js';
import { computeFeatures } from '../../packages/cli/dist/stages/features/compute-features.js';
import { prepareSamples } from '../../packages/cli/dist/stages/features/prepare-samples.js';
import { writePlan } from '../../packages/cli/dist/stages/prepare/run-files.js';
import { trainHead } from '../../packages/cli/dist/stages/train/train-head.js';
import { createReporter } from '../../packages/cli/dist/terminal/reporter.js';
import { readNpy, writeNpy } from './npy.ts';
import type { Question } from './questions.ts';

const reporter = createReporter({ stream: process.stderr, quiet: true });
const { signal } = new AbortController();
let settings: Settings = DEFAULTS;
let work = '';
let parts: Record<'train' | 'validation' | 'test', readonly Example[]> = { train: [], validation: [], test: [] };
let clips: (readonly Example[])[] = [];
let trainingClips: readonly Clip[] = [];
let labels: readonly string[] = [];
const keys = new Map<Example, string>();
let engines: Engines;
const opened = new Map<BackboneName, { backbone: Backbone; fingerprint: string }>();

const examples = (): Example[] => [...parts.train, ...parts.validation, ...parts.test];
const share = <T>(items: readonly T[], chunk: number, chunks: number, end = items.length): T[] =>
  items.filter((_, i) => i % chunks === chunk && i < end);
const featureStore = (): ArrayStore => new ArrayStore(join(work, 'cache', 'features'));

/** Opens what `ser` takes unasked. */
async function hello(): Promise<object> {
  engines = await openEngines({ engine: 'auto', backend: 'auto' }, reporter);
  const { backend, device, engine } = engines;
  return { versions: `Node ${process.version}, training on ${backend} (${device}), embeddings by ${engine.title}` };
}

/** Scan, split, augmentation plan. */
async function prepare(question: Question<'prepare'>): Promise<object> {
  work = question.work;
  settings = {
    ...DEFAULTS,
    imageHeight: question.size?.[0] ?? null,
    imageWidth: question.size?.[1] ?? null,
  };
  const read = await readCorpus({ dirs: [question.data] }, { reporter, signal });
  const all = read.clips;
  const count = question.files ?? all.length;
  const chosen = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
  const split = splitCorpus({ clips: chosen, folds: read.folds }, settings);
  trainingClips = split.train;
  labels = labelsOfClips(chosen);
  parts = {
    train: planTraining(split.train, settings),
    validation: planEvaluation(split.validation, settings),
    test: planEvaluation(split.test, settings),
  };
  await writePlan(question.plan, parts);
  const byClip = new Map<Clip, Example[]>();
  for (const example of examples()) byClip.set(example.clip, [...(byClip.get(example.clip) ?? []), example]);
  clips = [...byClip.values()];
  return {
    files: chosen.length,
    examples: examples().length,
    parts: Object.fromEntries(Object.entries(parts).map(([part, list]) => [part, list.length])),
    supports: labels.map((label) => split.test.filter((clip) => clip.label === label).length),
  };
}

/** A share of the clips with their copies, on all cores. */
async function features({ chunk, chunks }: Question<'features'>): Promise<object> {
  const wanted = share(clips, chunk, chunks).flat();
  const { sampleRate, duration, noiseReduction, nMels, nMfcc, nFft, hopLength, fMin, fMax } = settings;
  const spectrum = { sampleRate, nMels, nMfcc, nFft, hopLength, fMin, fMax };
  const index = await computeFeatures(wanted, {
    settings: { ...spectrum, duration, noiseReduction, features: settings.features },
    folder: featureStore().folder,
    reporter,
    signal,
  });
  if (index.problems.length > 0) throw new Error(index.problems[0]!.reason);
  for (const [example, key] of index.keys) keys.set(example, key);
  return { items: wanted.length };
}

/** Draws the seeded weights of a backbone and writes them for Keras, one file a tensor. */
async function openBackbone({ backbone: name, weights }: Question<'backbone'>): Promise<object> {
  const first = await featureStore().read(keys.get(examples()[0]!)!);
  const backbone = describeBackbone(name, {
    inputShape: imageShape(first!.shape, settings),
    pooling: 'avg',
    weights: null,
    initializer: 'heNormal',
    seed: settings.seed,
  });
  mkdirSync(weights, { recursive: true });
  for (const [layer, tensors] of backbone.weights) {
    for (const tensor of tensors) writeNpy(join(weights, `${layer}.${tensor.name}.npy`), tensor);
  }
  opened.set(name, { backbone, fingerprint: await backboneFingerprint(backbone) });
  return {};
}

async function embeddingsOf(name: BackboneName, wanted: readonly Example[]): Promise<Float32Array> {
  const { rows } = await computeEmbeddings(wanted, {
    ...opened.get(name)!,
    engine: engines.engine,
    input: findModel(name)!.input,
    settings,
    features: featureStore(),
    featureKeys: keys,
    folder: join(work, 'cache', 'embeddings'),
    title: name,
    reporter,
    signal,
  });
  return rows;
}

async function embed({ backbone, chunk, chunks, end }: Question<'embed'>): Promise<object> {
  const wanted = share(examples(), chunk, chunks, end ?? undefined);
  await embeddingsOf(backbone, wanted);
  return { items: wanted.length };
}

/** Trains one head on the cached embeddings, as `ser train` does, and evaluates it on the test part. */
async function head({ backbone, learningRate, seed }: Question<'head'>): Promise<object> {
  const rows = await embeddingsOf(backbone, examples());
  const dim = opened.get(backbone)!.backbone.outputDim;
  const [trained, validated] = [parts.train.length * dim, (parts.train.length + parts.validation.length) * dim];
  const classes = (list: readonly { clip: Clip }[]): number[] => list.map(({ clip }) => labels.indexOf(clip.label));
  const { head: model, result } = await trainHead(
    {
      train: { x: rows.subarray(0, trained), y: classes(parts.train) },
      validation: { x: rows.subarray(trained, validated), y: classes(parts.validation) },
      dim,
      classes: labels.length,
      learningRate,
      classWeights: balancedClassWeights(classes(trainingClips.map((clip) => ({ clip }))), labels.length),
    },
    { ...settings, seed },
    { runtime: engines.runtime },
  );
  const { epochs, bestEpoch, history } = result;
  const probabilities = await predict(model, rows.subarray(validated), { sampleShape: [dim], batchSize: 256 });
  model.dispose();
  const yTrue = classes(parts.test);
  const yPred = yTrue.map((_, i) => {
    const row = probabilities.subarray(i * labels.length, (i + 1) * labels.length);
    return row.indexOf(Math.max(...row));
  });
  String(classificationReport({ yTrue, yPred, zeroDivision: 0 }));
  return {
    epochs,
    bestEpoch: bestEpoch + 1,
    valAccuracy: history.val_accuracy![bestEpoch],
    accuracy: accuracyScore({ yTrue, yPred }),
    tested: yTrue.length,
  };
}

/** Writes the cached features, or the embeddings of a backbone, as one array in the order of the plan. */
async function exportArrays({ backbone, end }: Question<'export'>): Promise<object> {
  const all = examples();
  if (backbone) {
    const rows = share(all, 0, 1, end ?? undefined);
    const data = await embeddingsOf(backbone, rows);
    writeNpy(join(work, `ours-${backbone}.npy`), { data, shape: [rows.length, data.length / rows.length] });
    return {};
  }
  const store = featureStore();
  const [, bands, frames] = (await store.read(keys.get(all[0]!)!))!.shape as [number, number, number];
  const data = new Float32Array(all.length * bands * frames);
  for (const [row, example] of all.entries()) {
    data.set((await store.read(keys.get(example)!))!.data, row * bands * frames);
  }
  writeNpy(join(work, 'ours-features.npy'), { data, shape: [all.length, bands, frames] });
  return {};
}

/** What our steps make of the waveforms and spectrograms of the other side. */
async function check({ rows }: Question<'check'>): Promise<object> {
  const all = examples();
  for (const row of rows) {
    const file = (kind: string): string => join(work, 'check', `${row}.${kind}.npy`);
    const { augmentation } = all[row]!;
    const planes = frontEndOf(settings.features).compute(
      prepareSamples(readNpy(file('wave')).data, augmentation, settings),
      settings,
    );
    writeNpy(file('ours'), planes);
    const stored = await featureStore().read(keys.get(all[row]!)!);
    writeNpy(file('our-image'), featureImage(stored!, 'vgg16', settings));
  }
  return {};
}

const answers: { [K in Question['do']]: (question: Question<K>) => Promise<object> } = {
  hello,
  prepare,
  features,
  backbone: openBackbone,
  embed,
  head,
  export: exportArrays,
  check,
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line) as Question;
  const answer = await (answers[question.do] as (question: Question) => Promise<object>)(question);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
