import type { WindowPredictor } from '../predict/open-window-predictor.ts';
import { mergeWindows, smooth } from './merge-windows.ts';
import { planWindows } from './plan-windows.ts';
import { type Channel, readStretches, surveyRecording } from './read-recording.ts';
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
  readonly signal: AbortSignal;
  /** Told of the share that is done, from 0 to 1. */
  readonly onProgress?: (done: number, detail: string) => void;
}

/** Makes the timeline of one channel of a recording; goes through the file twice and holds a piece of it at a time. */
export async function makeTimeline(path: string, channel: Channel, context: TimelineContext): Promise<Timeline> {
  const { predictor, signal, onProgress } = context;
  const { duration, sampleRate } = predictor;
  const survey = await surveyRecording(path, channel, {
    signal,
    onSeconds: (seconds) => onProgress?.(0, `${Math.floor(seconds)} s read`),
  });
  const { length } = survey;
  const inSamples = (seconds: number): number => Math.min(length, Math.round(seconds * survey.sampleRate));
  const speech: Stretch[] = context.speakers
    ? context.speakers
        .map(({ start, end, speaker }) => ({ start: inSamples(start), end: inSamples(end), speaker }))
        .filter(({ start, end }) => end > start)
    : [...survey.speech];
  const size = Math.max(1, Math.trunc(duration * survey.sampleRate));
  const plan = speech.flatMap((stretch, index) => planWindows(stretch, size).map((window) => ({ ...window, index })));
  // Speakers may overlap: sound is read in order of time.
  const inOrder = [...plan].sort((a, b) => a.start - b.start || a.end - b.end);

  const rows = new Map<Stretch, number[]>();
  const stretches = readStretches(path, channel, inOrder, { sampleRate, signal });
  for await (const probabilities of predictor.probabilities(stretches)) {
    rows.set(inOrder[rows.size]!, [...probabilities]);
    onProgress?.(rows.size / plan.length, `window ${rows.size} of ${plan.length}`);
  }
  const windows: TimelineWindow[] = [];
  const segments = speech.flatMap((stretch, index) => {
    const own = plan.filter((window) => window.index === index);
    const smoothed = smooth(own.map((window) => rows.get(window)!));
    const named = own.map(({ index: _, ...window }, i): TimelineWindow => ({ ...window, probabilities: smoothed[i]! }));
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
    caveats: context.caveats,
    speech,
    windows,
    segments,
    peaks: survey.peaks,
  };
}
