import type { SileroVad } from '@ser/dsp/node';
import { calibrate } from '../evaluation/calibration.ts';
import { isBandMissing, type NoAnswer } from '../predict/answer.ts';
import type { WindowPredictor } from '../predict/open-window-predictor.ts';
import { WINDOW_BATCH, type WindowFeatures } from '../predict/window-recipe.ts';
import { judgeLevel } from '../stages/features/stretches.ts';
import type { Elsewhere } from './elsewhere.ts';
import { mergeWindows, smooth } from './merge-windows.ts';
import type { PartialWindows, SeenWindow } from './partial-windows.ts';
import { planWindows } from './plan-windows.ts';
import { readFeatures } from './read-features.ts';
import { type Channel, type Survey, surveyRecording } from './read-recording.ts';
import type { SpeakerStretch } from './read-speakers.ts';
import type { Stretch, Timeline, TimelineWindow } from './timeline.ts';

/** What a timeline is made with. */
export interface TimelineContext {
  readonly predictor: WindowPredictor;
  readonly model: string;
  readonly run: string;
  readonly caveats: readonly string[];
  /** Who speaks when, in place of the speech that is found. */
  readonly speakers?: readonly SpeakerStretch[] | undefined;
  /** Decides what is speech. @default energy and spectral flatness do */
  readonly silero?: SileroVad | undefined;
  /** What other threads may do. @default all is done in this one */
  readonly elsewhere?: Partial<Elsewhere> | undefined;
  readonly signal: AbortSignal;
  /** Keeps what was computed, so that an interrupted timeline goes on. @default nothing is kept */
  readonly partial?: PartialWindows | undefined;
  /** Told of the share that is done, from 0 to 1. */
  readonly onProgress?: (done: number, detail: string) => void;
}

/** Makes the timeline of one channel of a recording; goes through the file twice and holds a piece of it at a time. */
export async function makeTimeline(path: string, channel: Channel, context: TimelineContext): Promise<Timeline> {
  const { predictor, signal, onProgress } = context;
  const { duration } = predictor;
  const survey = await surveyOf(path, channel, context);
  const { length } = survey;
  const inSamples = (seconds: number): number => Math.min(length, Math.round(seconds * survey.sampleRate));
  const speech: Stretch[] = context.speakers
    ? context.speakers
        .map(({ start, end, speaker }) => ({ start: inSamples(start), end: inSamples(end), speaker }))
        .filter(({ start, end }) => end > start)
    : [...survey.speech];
  const size = Math.max(1, Math.trunc(duration * survey.sampleRate));
  const planned = speech.map((stretch, i) => {
    // Whoever named speakers drew their borders, and what is around may be others' speech.
    if (context.speakers) return planWindows(stretch, size);
    return planWindows(stretch, size, { start: speech[i - 1]?.end ?? 0, end: speech[i + 1]?.start ?? length });
  });
  const plan = planned.flat();
  // Speakers may overlap: sound is read in order of time.
  const inOrder = [...plan].sort((a, b) => a.start - b.start || a.end - b.end);

  const seen: SeenWindow[] = [...((await context.partial?.read()) ?? [])].slice(0, inOrder.length);
  const levels: (number | null)[] = [];
  let fresh: SeenWindow[] = [];
  const kept = seen.length;
  const rest = inOrder.slice(kept);
  const sampleRate = predictor.sampleRate ?? survey.sampleRate;
  const request = { path, channel, windows: rest, sampleRate, recipe: predictor.recipe };
  // Another thread keeps ahead of the network; for a few windows its start would take longer.
  const source =
    (rest.length >= 2 * WINDOW_BATCH && context.elsewhere?.features?.(request)) || readFeatures(request, signal);
  async function* stretches(): AsyncGenerator<WindowFeatures> {
    for await (const features of source) {
      levels.push(features.level);
      yield features;
    }
  }
  let sounding = 0;
  for await (const probabilities of predictor.probabilities(stretches())) {
    const level = levels[seen.length - kept]!;
    seen.push({ level, raw: [...probabilities] });
    fresh.push(seen.at(-1)!);
    if (level !== null && ++sounding % WINDOW_BATCH === 0) {
      await context.partial?.append(fresh);
      fresh = [];
    }
    onProgress?.(seen.length / plan.length, `window ${seen.length} of ${plan.length}`);
  }
  const rows = new Map<Stretch, SeenWindow>(inOrder.map((window, i) => [window, seen[i]!]));
  const { calibration, lowestRate, highest } = predictor;
  const isBandless = isBandMissing({ nativeRate: survey.sampleRate, lowestRate, highest });
  /** The rules of `ser predict`; speech was looked for in the recording as a whole, and counts where it is this one. */
  const reasonsOf = (
    stretch: Stretch,
    window: Stretch,
    level: number | null,
    calibrated: readonly number[],
  ): NoAnswer[] => {
    const [start, end] = [Math.max(window.start, stretch.start), Math.min(window.end, stretch.end)];
    const spoken = speechWithin(survey.speech, { start, end });
    const own = judgeLevel({ level, length: window.end - window.start, size, spoken, sampleRate: survey.sampleRate });
    const isUnsure = calibration.threshold !== null && Math.max(...calibrated) < calibration.threshold;
    return [
      ...(own === undefined ? [] : [own]),
      ...(isBandless ? (['band missing'] as const) : []),
      ...(isUnsure ? (['probability too low'] as const) : []),
    ];
  };
  const windows: TimelineWindow[] = [];
  const segments = speech.flatMap((stretch, index) => {
    const own = planned[index]!;
    const smoothed = smooth(own.map((window) => rows.get(window)!.raw));
    const named = own.map((window, i): TimelineWindow => {
      const probabilities = calibrate(smoothed[i]!, calibration.temperature);
      const reasons = reasonsOf(stretch, window, rows.get(window)!.level, probabilities);
      return { ...window, stretch: index, probabilities, reasons };
    });
    windows.push(...named);
    return mergeWindows(stretch, named, predictor.labels);
  });
  return {
    file: path,
    channel,
    sampleRate: survey.sampleRate,
    length,
    labels: predictor.labels,
    model: context.model,
    run: context.run,
    decoder: survey.decoder,
    speechBy: context.speakers ? 'speakers' : survey.speechBy,
    ...(survey.complaint !== undefined && { complaint: survey.complaint }),
    caveats: context.caveats,
    ...(context.speakers && { speakers: [...new Set(context.speakers.map(({ speaker }) => speaker))] }),
    speech,
    windows,
    segments,
    peaks: survey.peaks,
  };
}

async function surveyOf(path: string, channel: Channel, context: TimelineContext): Promise<Survey> {
  const { signal, silero, elsewhere, onProgress } = context;
  if (elsewhere?.survey !== undefined && silero === undefined) return elsewhere.survey({ path, channel });
  const onSeconds = (seconds: number): void => onProgress?.(0, `${Math.floor(seconds)} s read`);
  return surveyRecording(path, channel, { signal, silero, onSeconds });
}

/** Samples of a window that lie in one of the stretches, which are in order. */
function speechWithin(speech: readonly Stretch[], { start, end }: Stretch): number {
  let [low, high] = [0, speech.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (speech[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  let sum = 0;
  for (let i = low; i < speech.length && speech[i]!.start < end; i++)
    sum += Math.min(speech[i]!.end, end) - Math.max(speech[i]!.start, start);
  return sum;
}
