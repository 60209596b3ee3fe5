import { DspError } from '@ser/dsp';
import { predict } from '@ser/models';
import type { OpenEngine } from '../engines/engine.ts';
import type { StoredArray } from '../files/array-store.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { embedInputs, openLoaded } from '../models/embed-inputs.ts';
import type { LoadContext, Model } from '../models/model.ts';
import { openSaved, type SavedModel } from '../stages/evaluate/open-classifier.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { judgeStretch, type Reason } from '../stages/features/stretches.ts';
import { answerFile, type FileAnswer, type Heard, isBandMissing } from './answer.ts';
import { readWindows } from './read-windows.ts';

/** A trained model, ready for files. */
export interface Predictor {
  /** The classes, in the order of the model's outputs. */
  readonly labels: readonly string[];
  /**
   * Predicts one file, or says why it cannot; `onWindow` is told how many windows are read, and which share of the file.
   */
  predict(
    path: string,
    onWindow?: (read: number, share: number) => void,
  ): Promise<FileAnswer | { readonly problem: string }>;
  close(): Promise<void>;
}

/** Loads a trained network with its backbone. */
export async function openPredictor(
  model: Model,
  saved: SavedModel,
  engine: OpenEngine,
  context: LoadContext,
): Promise<Predictor> {
  const { settings, signal } = context;
  const { duration, sampleRate } = settings;
  const size = Math.floor(duration * sampleRate);
  const frontEnd = frontEndOf(model.input.frontEnd(settings));
  const shape = model.input.shape(frontEnd.shape(size, settings), settings);
  const { record, loaded, head, labels } = await openSaved(model, saved, shape, context);
  const session = await openLoaded(loaded, engine);
  const dim = loaded.backbone.outputDim;
  return {
    labels,
    async predict(path, onWindow = () => {}) {
      const times: { start: number; end: number }[] = [];
      const judged: (Reason | undefined)[] = [];
      let isBandless = false;
      let about: Pick<FileAnswer, 'complaint'> = {};
      const onComplaint = (complaint: string): void => {
        about = { complaint };
      };
      /** One image per window, made when it is asked for; a silent stretch has none. */
      async function* images(): AsyncGenerator<StoredArray> {
        for await (const window of readWindows(path, { duration, sampleRate, signal, onComplaint })) {
          const { start, end, samples, nativeRate, share } = window;
          times.push({ start, end });
          judged.push(judgeStretch(samples, { sampleRate, size }));
          onWindow(times.length, share);
          isBandless = isBandMissing({
            nativeRate,
            lowestRate: record.lowestRate,
            highest: Math.min(settings.fMax, settings.sampleRate / 2),
          });
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
      const heard = times.map((time, i): Heard => {
        const reason = judged[i];
        if (reason === 'silent') return { ...time, reason, raw: undefined };
        const raw = [...probabilities.subarray(read * labels.length, (read + 1) * labels.length)];
        read++;
        return { ...time, reason, raw };
      });
      const answer = answerFile(heard, isBandless ? ['band missing'] : [], {
        labels,
        calibration: record.calibration,
        rests: settings.clips === 'start' ? 'first' : 'all',
      });
      return { ...answer, ...about };
    },
    async close() {
      head.dispose();
      await session.dispose();
    },
  };
}
