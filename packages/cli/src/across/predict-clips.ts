import { join } from 'node:path';
import { planEvaluation } from '../corpus/augmentation-plan.ts';
import type { Clip } from '../corpus/clip.ts';
import type { OpenEngine } from '../engines/engine.ts';
import { meanOf, type Prediction } from '../evaluation/predictions.ts';
import { ArrayStore } from '../files/array-store.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import type { LoadContext, LoadedBackbone, Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { type RunFolder, readConfiguration } from '../run-folder.ts';
import { readBaseline } from '../stages/baseline/baseline-file.ts';
import { computeFunctionals } from '../stages/baseline/compute-functionals.ts';
import { predictDescribed } from '../stages/baseline/run-baseline.ts';
import { predictTest } from '../stages/evaluate/evaluate-model.ts';
import { openClassifier } from '../stages/evaluate/open-classifier.ts';
import { clipSettings } from '../stages/features/clip-task.ts';
import { computeFeatures, type Problem } from '../stages/features/compute-features.ts';
import type { TrainingRecord } from '../stages/train/training-record.ts';

/** What a model of a run says of some recordings. */
export interface ClipPredictions {
  /** Over all classes of the run; no entry for a recording that cannot be used. */
  readonly predictions: readonly Prediction[];
  readonly problems: readonly Problem[];
  /** How the model was trained; null for the baseline. */
  readonly record: TrainingRecord | null;
}

/** What {@link predictClips} works with. */
export interface PredictClipsOptions extends LoadContext {
  readonly engine: OpenEngine;
  /** The run's folder, or the folders of its folds: an answer is the mean over the models of all. */
  readonly places: readonly RunFolder[];
}

/** Predicts recordings with a network of a run as `ser evaluate` predicts the test part; null asks for the baseline. */
export async function predictClips(
  model: Model | null,
  clips: readonly Clip[],
  options: PredictClipsOptions,
): Promise<ClipPredictions> {
  const { predictions, ...others } = await (model
    ? predictByNetwork(model, clips, options)
    : predictByBaseline(clips, options));
  return { predictions: clips.length === 0 ? [] : meanPredictions(predictions), ...others };
}

interface ByPlace extends Omit<ClipPredictions, 'predictions'> {
  /** A list for each place. */
  readonly predictions: readonly { readonly labels: readonly string[]; readonly predictions: readonly Prediction[] }[];
}

async function predictByNetwork(model: Model, clips: readonly Clip[], options: PredictClipsOptions): Promise<ByPlace> {
  const { places, engine, reporter, signal } = options;
  const { duration, sampleRate } = options.settings;
  const frontEnd = model.input.frontEnd(options.settings);
  const features = frontEndOf(frontEnd).shape(Math.floor(duration * sampleRate), options.settings);
  const shape = model.input.shape(features, options.settings);
  const folder = join(options.cache, 'features');
  const examples = planEvaluation(clips, options.settings);
  const index = await computeFeatures(examples, {
    settings: clipSettings({ ...options.settings, features: frontEnd }),
    folder,
    reporter,
    signal,
  });
  const test = examples.flatMap((example) => index.stretches.get(example) ?? []);
  const prepared = { train: [], validation: [], test, index, features: new ArrayStore(folder) };
  const predictions: { labels: readonly string[]; predictions: Prediction[] }[] = [];
  let backbone: LoadedBackbone | undefined;
  let record: TrainingRecord | null = null;
  for (const place of places) {
    const { settings, identity } = await readConfiguration(place);
    const context = { ...options, settings };
    const opened = await openClassifier(model, { folder: place.of(model.name), identity }, shape, context, backbone);
    const { labels } = opened;
    try {
      const own = await predictTest(model, { ...prepared, labels }, opened, { engine }, context);
      predictions.push({ labels, predictions: own });
    } finally {
      opened.head.dispose();
    }
    record ??= opened.record;
    // A fine-tuned network belongs to its fold; a frozen one serves them all.
    if (!opened.record.fineTuning) backbone = opened.loaded;
  }
  return { predictions, problems: index.problems, record };
}

async function predictByBaseline(clips: readonly Clip[], options: PredictClipsOptions): Promise<ByPlace> {
  const { places, cache, reporter, signal } = options;
  const describing = { folder: join(cache, 'functionals'), reporter, signal };
  const functionals = await computeFunctionals(clips, describing);
  const { rows, problems } = functionals;
  const usable = clips.filter((clip) => rows.has(clip));
  const predictions: { labels: readonly string[]; predictions: readonly Prediction[] }[] = [];
  for (const place of places) {
    const baseline = await readBaseline(place.of(BASELINE).classifier);
    const own = await predictDescribed(baseline, usable, functionals, describing);
    predictions.push({ labels: baseline.labels, predictions: own });
  }
  return { predictions, problems, record: null };
}

/** The mean over the places, file by file; all have the same files and classes. */
function meanPredictions(places: ByPlace['predictions']): Prediction[] {
  const [{ labels, predictions }] = places as [ByPlace['predictions'][number]];
  if (places.length === 1) return [...predictions];
  return predictions.map((one, i) => {
    const probabilities = meanOf(places.map((place) => place.predictions[i]!.probabilities));
    return { ...one, probabilities, predicted: labels[probabilities.indexOf(Math.max(...probabilities))]! };
  });
}
