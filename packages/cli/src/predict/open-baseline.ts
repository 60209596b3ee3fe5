import { type Codec, DspError, type OpenAudio } from '@ser/dsp';
import { fileCodecs, loadAudioFile } from '@ser/dsp/node';
import { type Baseline, isLong, predictRows, readBaseline } from '../stages/baseline/baseline-file.ts';
import { describeSamples } from '../stages/baseline/functionals-task.ts';
import type { SavedModel } from '../stages/evaluate/open-classifier.ts';
import { judgeStretch } from '../stages/features/stretches.ts';
import { answerFile, type FileAnswer, type Heard, isBandMissing } from './answer.ts';
import type { Predictor } from './open-predictor.ts';
import type { WindowPredictor } from './open-window-predictor.ts';
import { type AudioWindow, type ReadWindowsOptions, readWindows } from './read-windows.ts';

/** Up to where voice statistics look, in Hz. */
const HIGHEST = 8000;

/**
 * Loads the baseline `functionals`, ready for files. A recording as long as those that it was trained on is described as a
 * whole, a longer one in windows of their usual length, of which the mean is the answer; so it is evaluated, too.
 */
export async function openBaseline(
  { classifier }: Pick<SavedModel, 'classifier'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<Predictor> {
  const baseline = await readBaseline(classifier);
  const { labels, calibration, lowestRate } = baseline;
  return {
    labels,
    async predict(path, onWindow = () => {}) {
      const heard: Heard[] = [];
      let isBandless = false;
      let about: Pick<FileAnswer, 'complaint'> = {};
      const onComplaint = (complaint: string): void => {
        about = { complaint };
      };
      try {
        for await (const { start, end, samples, nativeRate, share } of stretchesOf(path, baseline, {
          signal,
          onComplaint,
        })) {
          if (end === 0) return { problem: 'it holds no audio' };
          const size = Math.trunc(baseline.window * nativeRate);
          const reason = judgeStretch(samples, { sampleRate: nativeRate, size });
          isBandless = isBandMissing({ nativeRate, lowestRate, highest: HIGHEST });
          const raw =
            reason === 'silent' ? undefined : [...predictRows(baseline, [describeSamples(samples, nativeRate)])];
          heard.push({ start, end, reason, raw });
          onWindow(heard.length, share);
        }
      } catch (error) {
        if (DspError.isInstance(error)) return { problem: error.message.replace(`${path}: `, '') };
        throw error;
      }
      const answer = answerFile(heard, isBandless ? ['band missing'] : [], { labels, calibration, rests: 'all' });
      return { ...answer, ...about };
    },
    close: async () => {},
  };
}

/** The whole of a recording, or its windows where it is longer than those of the training. */
async function* stretchesOf(
  path: string,
  baseline: Baseline,
  { signal, onComplaint }: Required<Pick<ReadWindowsOptions, 'signal' | 'onComplaint'>>,
): AsyncGenerator<AudioWindow> {
  let opened: OpenAudio | undefined;
  const codecs = fileCodecs.map(
    (codec): Codec => ({
      ...codec,
      async open(source) {
        opened = await codec.open(source);
        return opened;
      },
    }),
  );
  const { longest, window } = baseline;
  // A little more than the longest: whoever fills it is longer.
  const { samples, sampleRate: nativeRate } = await loadAudioFile(path, {
    sampleRate: null,
    duration: longest + 1,
    codecs,
    signal,
  });
  const seconds = samples.length / nativeRate;
  if (isLong(baseline, seconds)) {
    yield* readWindows(path, { duration: window, sampleRate: null, signal, onComplaint });
    return;
  }
  yield { start: 0, end: seconds, samples, nativeRate, share: 1 };
  const complaint = opened?.complaint?.();
  if (complaint !== undefined) onComplaint(complaint);
}

/** Loads the baseline `functionals`, ready for stretches of sound. */
export async function openBaselineForWindows({ classifier }: Pick<SavedModel, 'classifier'>): Promise<WindowPredictor> {
  const baseline = await readBaseline(classifier);
  const { labels, window, calibration, lowestRate } = baseline;
  const uniform = new Float32Array(labels.length).fill(1 / labels.length);
  return {
    labels,
    duration: window,
    // As `predict` describes recordings, and as it was trained.
    sampleRate: null,
    recipe: { kind: 'functionals' },
    isShared: true,
    networkSeconds: () => 0,
    calibration,
    lowestRate,
    highest: HIGHEST,
    async *probabilities(stretches) {
      for await (const { features } of stretches)
        yield features === null ? uniform : predictRows(baseline, [features.data]);
    },
    close: async () => {},
  };
}
