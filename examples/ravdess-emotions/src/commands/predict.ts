import { readFile } from 'node:fs/promises';
import { DspError, loadAudio } from '@ser/dsp';
import { type Backbone, extractEmbeddings, predict as predictProbabilities } from '@ser/models';
import { loadClassifier } from '@ser/models/node';
import type { Command } from '../cli/command.ts';
import { CACHE, ENGINES, RUN, required, text } from '../cli/options.ts';
import { SerError, usageError } from '../errors.ts';
import type { Problem } from '../features/compute-features.ts';
import { extractPlanes } from '../features/extract-planes.ts';
import { featureImage, imageShape } from '../features/feature-image.ts';
import { prepareSamples } from '../features/prepare-samples.ts';
import { windows } from '../features/windows.ts';
import type { StoredArray } from '../files/array-store.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { LABELS } from '../labels.ts';
import { MODELS, readModelNames } from '../models.ts';
import { caveatOf } from '../pipeline/caveat.ts';
import { loadBackbone } from '../pipeline/embed-corpus.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import type { TrainingRecord } from '../pipeline/train-model.ts';
import { readConfiguration, readJson, runFolder } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';

export const predict: Command = {
  positionals: 'FILE…',
  options: {
    run: RUN,
    cache: CACHE,
    model: { ...ENGINES.model, help: 'the model to ask' },
    engine: ENGINES.engine,
    backend: ENGINES.backend,
  },
  example: 'ser predict --run runs/demo --model VGG16 voice.wav',
  async run({ options, positionals, reporter, signal, print, printJson }) {
    if (positionals.length === 0) throw usageError('ser predict needs at least one WAV file.');
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/demo.'));
    const [model, ...others] = readModelNames(
      required(options, 'model', 'name the model to ask, such as --model VGG16.'),
    );
    if (others.length > 0) throw usageError('ser predict asks one model at a time.');
    const { settings, synthetic, weights } = await readConfiguration(folder);
    const record = await readJson<TrainingRecord>(folder.of(model!).training);
    if (!record)
      throw new SerError(
        `${folder.path} holds no finished training of ${model}. Train it: ser train --run ${folder.path} --model ${model}`,
      );
    const engines = await openEngines(options, reporter);
    const classifier = await loadClassifier(folder.of(model!).classifier);
    const context = { settings, cache: cacheFolder(text(options, 'cache')), reporter, signal };
    const caveat = caveatOf({ synthetic, weights: [record.weights] });
    if (caveat) reporter.warn(caveat);

    let backbone: Backbone | undefined;
    const problems: Problem[] = [];
    const results = [];
    for (const path of positionals) {
      signal.throwIfAborted();
      const planes = await windowPlanes(path, settings);
      if (typeof planes === 'string') {
        problems.push({ path, reason: planes });
        continue;
      }
      backbone ??= (await loadBackbone(model!, imageShape(planes[0]!.planes, settings), weights ?? undefined, context))
        .backbone;
      const images = planes.map((window) => featureImage(window.planes, MODELS[model!].backbone, settings));
      const rows = new Float32Array(images.length * backbone.outputDim);
      let row = 0;
      for await (const embedding of extractEmbeddings(images, {
        backbone,
        engine: engines.engine,
        batchSize: 8,
        signal,
      })) {
        rows.set(embedding, row++ * backbone.outputDim);
      }
      const probabilities = await predictProbabilities(classifier.head, rows, { sampleShape: [backbone.outputDim] });
      const track = planes.map(({ start, end }, i) => ({
        start,
        end,
        ...opinion(probabilities.subarray(i * LABELS.length, (i + 1) * LABELS.length)),
      }));
      const overall = opinion(meanRow(probabilities));
      results.push({ file: path, ...overall, ...(track.length > 1 && { windows: track }) });
      print(`${path}: ${overall.label} (${(100 * overall.probabilities[overall.label]!).toFixed(1)} %)`);
      if (track.length > 1) {
        for (const { start, end, label, probabilities: own } of track) {
          print(`  ${start.toFixed(1)}–${end.toFixed(1)} s: ${label} (${(100 * own[label]!).toFixed(1)} %)`);
        }
      }
    }
    printJson({ model, run: folder.path, caveat, results, leftOut: problems });
    return reportLeftOut(problems, reporter);
  },
};

interface WindowPlanes {
  readonly start: number;
  readonly end: number;
  readonly planes: StoredArray;
}

/** The feature planes of each window of a file, or why it cannot be used. */
async function windowPlanes(path: string, settings: Settings): Promise<WindowPlanes[] | string> {
  try {
    const { samples } = loadAudio(await readFile(path), { sampleRate: settings.sampleRate });
    if (samples.length === 0) return 'it holds no audio';
    const size = Math.floor(settings.duration * settings.sampleRate);
    return windows(samples.length, size).map(({ start, end }) => ({
      start: start / settings.sampleRate,
      end: end / settings.sampleRate,
      planes: extractPlanes(prepareSamples(samples.slice(start, end), null, settings), settings),
    }));
  } catch (error) {
    if (DspError.isInstance(error)) return error.message;
    if ((error as NodeJS.ErrnoException).code) return `it cannot be read: ${(error as Error).message}`;
    throw error;
  }
}

function opinion(row: Float32Array): { label: string; probabilities: Record<string, number> } {
  const label = LABELS[row.indexOf(Math.max(...row))]!;
  return { label, probabilities: Object.fromEntries(LABELS.map((name, i) => [name, row[i]!])) };
}

function meanRow(rows: Float32Array): Float32Array {
  const mean = new Float32Array(LABELS.length);
  const count = rows.length / LABELS.length;
  for (let i = 0; i < rows.length; i++) mean[i % LABELS.length]! += rows[i]! / count;
  return mean;
}
