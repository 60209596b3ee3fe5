import { DspError } from '@ser/dsp';
import { predict } from '@ser/models';
import type { OpenEngine } from '../engines/engine.ts';
import type { StoredArray } from '../files/array-store.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { embedInputs } from '../models/embed-inputs.ts';
import type { LoadContext, Model } from '../models/model.ts';
import { openLoaded } from '../models/open-loaded.ts';
import { type ModelOfRun, openClassifier } from '../stages/evaluate/open-classifier.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { readWindows } from './read-windows.ts';

/** What a model hears: the most probable emotion, and every emotion's probability. */
export interface Opinion {
  readonly label: string;
  readonly probabilities: Readonly<Record<string, number>>;
}

/** What a model hears in one file: as a whole (the mean over its windows that are not silent), and window by window with times in seconds. */
export interface Heard extends Opinion {
  readonly windows: readonly HeardWindow[];
}

/** A stretch of a recording, in seconds, and what is heard in it; nothing where every sample is zero. */
export type HeardWindow = { readonly start: number; readonly end: number } & (Opinion | { readonly silent: true });

/** A trained model, ready for files. */
export interface Listener {
  /** Where the backbone's weights come from. */
  readonly weights: string;
  /** Hears one file, or says why it cannot; `onWindow` is told of every window that is read. */
  hear(path: string, onWindow?: (windows: number) => void): Promise<Heard | { readonly problem: string }>;
  close(): Promise<void>;
}

/** Loads a trained model with its backbone. */
export async function openListener(
  model: Model,
  place: ModelOfRun,
  engine: OpenEngine,
  context: LoadContext,
): Promise<Listener> {
  const { settings, signal } = context;
  const frontEnd = frontEndOf(model.input.frontEnd(settings));
  const features = frontEnd.shape(Math.floor(settings.duration * settings.sampleRate), settings);
  const shape = model.input.shape(features, settings);
  const { record, loaded, head, labels } = await openClassifier(model, place, shape, context);
  const session = await openLoaded(loaded, engine);
  const dim = loaded.backbone.outputDim;

  return {
    weights: record.weights,
    async hear(path, onWindow = () => {}) {
      const { duration, sampleRate } = settings;
      const times: { start: number; end: number }[] = [];
      const silent = new Set<number>();
      /** One image a window, made when it is asked for; a silent stretch has none. */
      async function* images(): AsyncGenerator<StoredArray> {
        for await (const { start, end, samples } of readWindows(path, { duration, sampleRate, signal })) {
          times.push({ start, end });
          onWindow(times.length);
          if (samples.every((sample) => sample === 0)) {
            silent.add(times.length - 1);
            continue;
          }
          const prepared = prepareSamples(samples, null, settings, frontEnd.isWaveform);
          yield model.input.make(frontEnd.compute(prepared, settings), settings);
        }
      }
      const embeddings: Float32Array[] = [];
      try {
        for await (const embedding of embedInputs(model.input, images(), { backbone: session, signal })) {
          embeddings.push(embedding.slice());
        }
      } catch (error) {
        if (DspError.isInstance(error)) return { problem: error.message.replace(`${path}: `, '') };
        throw error;
      }
      if (times.at(-1)?.end === 0) return { problem: 'it holds no audio' };
      if (embeddings.length === 0) return { problem: 'it is silent: every sample is zero' };
      const rows = new Float32Array(embeddings.length * dim);
      for (const [row, embedding] of embeddings.entries()) rows.set(embedding, row * dim);
      const probabilities = await predict(head, rows, { sampleShape: [dim], signal });
      const own = embeddings.map((_, i) => [...probabilities.subarray(i * labels.length, (i + 1) * labels.length)]);
      let heard = 0;
      return {
        ...opinionOf(
          labels,
          labels.map((_, label) => own.reduce((sum, p) => sum + p[label]!, 0) / own.length),
        ),
        windows: times.map((time, i) =>
          silent.has(i) ? { ...time, silent: true } : { ...time, ...opinionOf(labels, own[heard++]!) },
        ),
      };
    },
    async close() {
      head.dispose();
      await session.dispose();
    },
  };
}

function opinionOf(labels: readonly string[], row: readonly number[]): Opinion {
  return {
    label: labels[row.indexOf(Math.max(...row))]!,
    probabilities: Object.fromEntries(labels.map((label, i) => [label, row[i]!])),
  };
}
