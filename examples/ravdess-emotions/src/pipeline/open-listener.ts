import { readFile } from 'node:fs/promises';
import { DspError, loadAudio } from '@ser/dsp';
import { extractEmbeddings, openBackbone, predict } from '@ser/models';
import { extractPlanes } from '../features/extract-planes.ts';
import { featureImage, imageShape } from '../features/feature-image.ts';
import { prepareSamples } from '../features/prepare-samples.ts';
import { type Window, windows } from '../features/windows.ts';
import type { StoredArray } from '../files/array-store.ts';
import { LABELS } from '../labels.ts';
import { MODELS, type ModelName } from '../models.ts';
import type { ModelFolder } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';
import type { BackboneContext } from './embed-corpus.ts';
import type { Engine } from './engines.ts';
import { openClassifier } from './open-classifier.ts';

/** What a model hears: the most probable emotion, and every emotion's probability. */
export interface Opinion {
  readonly label: string;
  readonly probabilities: Readonly<Record<string, number>>;
}

/** What a model hears in one file: as a whole (the mean over its windows), and window by window with times in seconds. */
export interface Heard extends Opinion {
  readonly windows: readonly (Opinion & { readonly start: number; readonly end: number })[];
}

/** A trained model, ready for files. */
export interface Listener {
  /** Where the backbone's weights come from. */
  readonly weights: string;
  /** Hears one file, or says why it cannot. */
  hear(path: string): Promise<Heard | { readonly problem: string }>;
  close(): Promise<void>;
}

/** Loads a trained model with its backbone. */
export async function openListener(
  model: ModelName,
  folder: ModelFolder,
  engine: Engine,
  context: BackboneContext,
): Promise<Listener> {
  const { settings, signal } = context;
  // Every clip has the same length, so that the silent one has the shape of all.
  const silence = new Float32Array(Math.floor(settings.duration * settings.sampleRate));
  const shape = imageShape(extractPlanes(silence, settings), settings);
  const { record, loaded, head } = await openClassifier(model, folder, shape, context);
  const session = await openBackbone(loaded.backbone, { engine });
  const dim = loaded.backbone.outputDim;

  return {
    weights: record.weights,
    async hear(path) {
      const samples = await loadSamples(path, settings);
      if ('problem' in samples) return samples;
      const cuts = windows(samples.length, silence.length);
      const rows = new Float32Array(cuts.length * dim);
      let row = 0;
      for await (const embedding of extractEmbeddings(images(samples, cuts, model, settings), {
        backbone: session,
        signal,
      })) {
        rows.set(embedding, row++ * dim);
      }
      const probabilities = await predict(head, rows, { sampleShape: [dim], signal });
      const own = cuts.map((_, i) => probabilities.subarray(i * LABELS.length, (i + 1) * LABELS.length));
      return {
        ...opinionOf(LABELS.map((_, label) => own.reduce((sum, p) => sum + p[label]!, 0) / own.length)),
        windows: cuts.map(({ start, end }, i) => ({
          start: start / settings.sampleRate,
          end: end / settings.sampleRate,
          ...opinionOf([...own[i]!]),
        })),
      };
    },
    async close() {
      head.dispose();
      await session.dispose();
    },
  };
}

async function loadSamples(path: string, { sampleRate }: Settings): Promise<Float32Array | { problem: string }> {
  try {
    const { samples } = loadAudio(await readFile(path), { sampleRate });
    return samples.length > 0 ? samples : { problem: 'it holds no audio' };
  } catch (error) {
    if (DspError.isInstance(error)) return { problem: error.message };
    if (error instanceof Error && 'code' in error) return { problem: `it cannot be read: ${error.message}` };
    throw error;
  }
}

/** One image a window, made when it is asked for: a long recording needs no more memory than a short one. */
function* images(
  samples: Float32Array,
  cuts: readonly Window[],
  model: ModelName,
  settings: Settings,
): Generator<StoredArray> {
  for (const { start, end } of cuts) {
    const planes = extractPlanes(prepareSamples(samples.slice(start, end), null, settings), settings);
    yield featureImage(planes, MODELS[model].backbone, settings);
  }
}

function opinionOf(row: readonly number[]): Opinion {
  return {
    label: LABELS[row.indexOf(Math.max(...row))]!,
    probabilities: Object.fromEntries(LABELS.map((label, i) => [label, row[i]!])),
  };
}
