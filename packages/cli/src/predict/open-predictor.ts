import { DspError } from '@ser/dsp';
import { predict } from '@ser/models';
import type { OpenEngine } from '../engines/engine.ts';
import { calibrate } from '../evaluation/calibration.ts';
import { meanOf } from '../evaluation/predictions.ts';
import type { StoredArray } from '../files/array-store.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { embedInputs } from '../models/embed-inputs.ts';
import type { LoadContext, Model } from '../models/model.ts';
import { openLoaded } from '../models/open-loaded.ts';
import { type ModelOfRun, openClassifier } from '../stages/evaluate/open-classifier.ts';
import { judgeStretch, type Reason } from '../stages/features/judge-stretch.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { readWindows } from './read-windows.ts';

/** Why a model gives no answer, though it has a guess. */
export type NoAnswer = Reason | 'band missing' | 'probability too low';

/** What a model says of a recording or of a stretch of it. */
export interface Answer {
  /** The most probable class; null where the model cannot tell. */
  readonly label: string | null;
  /** The most probable class, answer or not; missing where every sample is zero. */
  readonly guess?: string;
  /** Why there is no answer; empty where there is one. */
  readonly reasons: readonly NoAnswer[];
  /** Calibrated probabilities by class, whether they make an answer or not; missing where every sample is zero. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** A stretch of a recording, in seconds, and what a model says of it. */
export interface WindowAnswer extends Answer {
  readonly start: number;
  readonly end: number;
}

/** What a model says of one file: as `ser evaluate` scores it, and window by window. */
export interface FileAnswer extends Answer {
  readonly windows: readonly WindowAnswer[];
  /** Seconds from the start that the answer is about, where that is not the whole recording. */
  readonly answerOf?: number;
}

/** A trained model, ready for files. */
export interface Predictor {
  /** Where the backbone's weights come from. */
  readonly weights: string;
  /** The classes, in the order of the model's outputs. */
  readonly labels: readonly string[];
  /** Predicts one file, or says why it cannot; `onWindow` is told of every window that is read. */
  predict(path: string, onWindow?: (windows: number) => void): Promise<FileAnswer | { readonly problem: string }>;
  close(): Promise<void>;
}

/** Loads a trained model with its backbone. */
export async function openPredictor(
  model: Model,
  place: ModelOfRun,
  engine: OpenEngine,
  context: LoadContext,
): Promise<Predictor> {
  const { settings, signal } = context;
  const { duration, sampleRate } = settings;
  const size = Math.floor(duration * sampleRate);
  const frontEnd = frontEndOf(model.input.frontEnd(settings));
  const shape = model.input.shape(frontEnd.shape(size, settings), settings);
  const { record, loaded, head, labels } = await openClassifier(model, place, shape, context);
  const session = await openLoaded(loaded, engine);
  const dim = loaded.backbone.outputDim;
  const { calibration } = record;
  const namesOf = (row: readonly number[]): Pick<Required<Answer>, 'guess' | 'probabilities'> => ({
    guess: labels[row.indexOf(Math.max(...row))]!,
    probabilities: Object.fromEntries(labels.map((label, i) => [label, row[i]!])),
  });
  /** An answer from raw probabilities, where nothing but their level speaks against it. */
  const answerOf = (raw: readonly number[], against: readonly NoAnswer[]): Answer => {
    const named = namesOf(calibrate(raw, calibration.temperature));
    const isUnsure = calibration.threshold !== null && named.probabilities[named.guess]! < calibration.threshold;
    const reasons = [...new Set([...against, ...(isUnsure ? (['probability too low'] as const) : [])])];
    return { label: reasons.length === 0 ? named.guess : null, ...named, reasons };
  };

  return {
    weights: record.weights,
    labels,
    async predict(path, onWindow = () => {}) {
      const times: { start: number; end: number }[] = [];
      const judged: (Reason | undefined)[] = [];
      let against: NoAnswer[] = [];
      /** One image per window, made when it is asked for; a silent stretch has none. */
      async function* images(): AsyncGenerator<StoredArray> {
        for await (const { start, end, samples, nativeRate } of readWindows(path, { duration, sampleRate, signal })) {
          times.push({ start, end });
          judged.push(judgeStretch(samples, { sampleRate, size }));
          onWindow(times.length);
          against = isBandMissing(nativeRate, record.lowestRate, settings) ? ['band missing'] : [];
          if (judged.at(-1) === 'silent') continue;
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
      const rows = new Float32Array(embeddings.length * dim);
      for (const [row, embedding] of embeddings.entries()) rows.set(embedding, row * dim);
      const probabilities =
        embeddings.length === 0 ? new Float32Array(0) : await predict(head, rows, { sampleShape: [dim], signal });
      let read = 0;
      const raw = judged.map((reason) => {
        if (reason === 'silent') return undefined;
        const row = probabilities.subarray(read * labels.length, (read + 1) * labels.length);
        read++;
        return [...row];
      });
      const windows = times.map((time, i): WindowAnswer => {
        const reason = judged[i];
        const own = raw[i];
        if (own === undefined) return { ...time, label: null, reasons: ['silent'] };
        return { ...time, ...answerOf(own, [...(reason ? [reason] : []), ...against]) };
      });
      return { ...wholeOf(), windows };

      /** What the file's answer rests on: the start, or every window that says something, as in an evaluation. */
      function wholeOf(): Omit<FileAnswer, 'windows'> {
        if (settings.clips === 'start') {
          const { start: _, end, ...first } = windows[0]!;
          return { ...first, ...(windows.length > 1 && { answerOf: end }) };
        }
        const usable = raw.filter((row, i) => row !== undefined && judged[i] === undefined);
        const heard = raw.filter((row) => row !== undefined);
        if (heard.length === 0) return { label: null, reasons: ['silent'] };
        if (usable.length > 0) return answerOf(meanOf(usable as number[][]), against);
        const reasons = judged.filter((reason) => reason !== undefined && reason !== 'silent') as Reason[];
        return answerOf(meanOf(heard), [...reasons, ...against]);
      }
    },
    async close() {
      head.dispose();
      await session.dispose();
    },
  };
}

/**
 * Whether a recording's rate cannot hold what the features look at and what all training files had: above half of its rate
 * there is silence, which no model of such files has met.
 */
function isBandMissing(
  nativeRate: number,
  lowestRate: number,
  { fMax, sampleRate }: { readonly fMax: number; readonly sampleRate: number },
): boolean {
  // A tenth of leeway: 16 kHz for bands to 8 kHz is complete, telephone speech at 8 kHz lacks an octave.
  return nativeRate / 2 < 0.9 * Math.min(fMax, sampleRate / 2, lowestRate / 2);
}
