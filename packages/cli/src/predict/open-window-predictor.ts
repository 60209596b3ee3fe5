import { type BackboneSession, predict } from '@ser/models';
import type { OpenEngine } from '../engines/engine.ts';
import type { Calibration } from '../evaluation/calibration.ts';
import type { StoredArray } from '../files/array-store.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { embedInputs, openLoaded } from '../models/embed-inputs.ts';
import type { LoadContext, Model } from '../models/model.ts';
import { openSaved, type SavedModel } from '../stages/evaluate/open-classifier.ts';
import { WINDOW_BATCH, type WindowFeatures, type WindowRecipe } from './window-recipe.ts';

/** A trained model, ready for stretches of sound. */
export interface WindowPredictor {
  /** Seconds of a stretch. */
  readonly duration: number;
  /** Rate in Hz that its stretches must have; null for that of the recording. */
  readonly sampleRate: number | null;
  /** The classes, in the order of the probabilities. */
  readonly labels: readonly string[];
  /** Whether several recordings may be given at once. */
  readonly isShared: boolean;
  /** How the probabilities become answers. */
  readonly calibration: Calibration;
  /** Lowest rate of the files that it was trained on, and up to where it looks, in Hz. */
  readonly lowestRate: number;
  readonly highest: number;
  /** What it is given of each stretch. */
  readonly recipe: WindowRecipe;
  /** The probabilities of each stretch, in order; uniform where every sample is zero. */
  probabilities(stretches: AsyncIterable<WindowFeatures>): AsyncGenerator<Float32Array>;
  /** Seconds so far in which the network computed. */
  networkSeconds(): number;
  close(): Promise<void>;
}

/** Loads a trained model with its backbone: what `ser predict` computes for one window, window after window. */
export async function openWindowPredictor(
  model: Model,
  saved: SavedModel,
  engine: OpenEngine,
  context: LoadContext,
): Promise<WindowPredictor> {
  const { settings, signal } = context;
  const frontEnd = model.input.frontEnd(settings);
  const features = frontEndOf(frontEnd).shape(Math.floor(settings.duration * settings.sampleRate), settings);
  const shape = model.input.shape(features, settings);
  const { record, loaded, head, labels } = await openSaved(model, saved, shape, context);
  const { session, seconds: networkSeconds } = timed(await openLoaded(loaded, engine));
  const dim = loaded.backbone.outputDim;
  /** The head is TensorFlow.js': one recording at a time. */
  let turn: Promise<unknown> = Promise.resolve();
  const classify = (embeddings: readonly Float32Array[]): Promise<Float32Array> => {
    const rows = new Float32Array(embeddings.length * dim);
    for (const [row, embedding] of embeddings.entries()) rows.set(embedding, row * dim);
    const mine = turn.then(() => predict(head, rows, { sampleShape: [dim], signal }));
    turn = mine.catch(() => {});
    return mine;
  };

  return {
    duration: settings.duration,
    sampleRate: settings.sampleRate,
    labels,
    // TensorFlow.js keeps one list of what to free.
    isShared: engine.name === 'onnx',
    calibration: record.calibration,
    networkSeconds,
    recipe: { kind: 'front end', frontEnd, settings },
    lowestRate: record.lowestRate,
    highest: Math.min(settings.fMax, settings.sampleRate / 2),
    async *probabilities(stretches) {
      /** Of each stretch so far, whether it has an embedding. */
      const sounding: boolean[] = [];
      async function* images(): AsyncGenerator<StoredArray> {
        for await (const { features } of stretches) {
          sounding.push(features !== null);
          if (features !== null) yield model.input.make(features, settings);
        }
      }
      const uniform = new Float32Array(labels.length).fill(1 / labels.length);
      let given = 0;
      const silent = function* (until: number): Generator<Float32Array> {
        for (; given < until && !sounding[given]; given++) yield uniform;
      };
      let waiting: Float32Array[] = [];
      const flush = async function* (): AsyncGenerator<Float32Array> {
        const rows = waiting.length === 0 ? new Float32Array(0) : await classify(waiting);
        for (let i = 0; i < waiting.length; i++) {
          yield* silent(sounding.length);
          given++;
          yield rows.slice(i * labels.length, (i + 1) * labels.length);
        }
        waiting = [];
      };
      for await (const embedding of embedInputs(model.input, images(), { backbone: session, signal })) {
        waiting.push(embedding.slice());
        if (waiting.length === WINDOW_BATCH) yield* flush();
      }
      yield* flush();
      yield* silent(sounding.length);
    },
    async close() {
      head.dispose();
      await session.dispose();
    },
  };
}

/** A session, and how long at least one of its batches was under way. */
function timed(session: BackboneSession): { session: BackboneSession; seconds: () => number } {
  let [active, since, sum] = [0, 0, 0];
  const run: BackboneSession['run'] = async (values, count) => {
    if (active++ === 0) since = performance.now();
    try {
      return await session.run(values, count);
    } finally {
      if (--active === 0) sum += performance.now() - since;
    }
  };
  return { session: { ...session, run, dispose: () => session.dispose() }, seconds: () => sum / 1000 };
}
