import type { Signal } from '../signal.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { requireRange } from '../validate.ts';
import { createFrameAnalyzer } from './frame-analyzer.ts';
import { FrameHistory } from './frame-history.ts';

/** Options of {@link createSpeechSegmenter}. */
export interface SpeechSegmenterOptions {
  /** In Hz, 8000 to 768,000: speech is told by its spectrum up to 4 kHz. */
  readonly sampleRate: number;
  /** Pauses up to this many seconds stay inside a segment. @default 0.45 */
  readonly minSilence?: number | undefined;
  /** Segments with less voiced sound than this many seconds are dropped. @default 0.08 */
  readonly minSpeech?: number | undefined;
  /** Seconds that are added on both sides of a segment. @default 0.02 */
  readonly padding?: number | undefined;
}

/** Finds speech in sound that arrives in pieces. */
export interface SpeechSegmenter {
  /** Takes the next samples and returns the segments that are certain now, in samples from the first one on. */
  push(samples: Signal): Interval[];
  /** Ends the sound and returns the segments that were still open. */
  finish(): Interval[];
}

/** A stretch of voiced frames with the pauses between them. */
interface Group {
  /** First frame, moved left over the consonants before. */
  first: number;
  /** First frame behind the last voiced run. */
  end: number;
  voiced: number;
  tonal: number;
  frames: number;
}

/** Frames beyond a voiced run that may be its unvoiced consonants. */
const reach = 25;
/** Frames of a consonant's closure, during which nothing sounds. */
const closure = 8;
/** Frames from an instant to the first whose window ends in front of it. */
const beside = 2;
/** Frames behind the reach whose median level is that of the background. */
const backgroundFrames = 20;
/** Largest share of tonal frames of a pause that joins two runs, and of a segment. */
const mostTonal = 0.3;
/** dB by which the bands of a consonant differ from those of the background, as the root of the mean square. */
const contrast = 2.5;
/** Frames up to which two segments count as one after consonants were added. */
const joinFrames = 30;

/**
 * A segmenter of sound that arrives in pieces: the same intervals as `segmentSpeech` of the whole, whatever the pieces.
 *
 * A frame of 32 ms is voiced where its spectrum is far from flat, its level is 6 dB above the tracked floor (the lowest
 * level of the last two seconds and the next half), and it is neither a pure tone nor the same as 30 ms before or after,
 * as held notes and hums are. Runs of voiced frames are joined over pauses of any other sound than held tones, then
 * extended over up to a quarter of a second of unvoiced consonants: frames whose bands differ from the background behind
 * them, up to the next note. Memory holds what is open: a few seconds, or the segment itself as a few numbers per 10 ms.
 *
 * @throws {@link DspError} `invalid-option`.
 */
export function createSpeechSegmenter(options: SpeechSegmenterOptions): SpeechSegmenter {
  const { sampleRate, minSilence = 0.45, minSpeech = 0.08, padding = 0.02 } = options;
  requireRange('sampleRate', sampleRate, 8000, 768_000);
  for (const [name, value] of Object.entries({ minSilence, minSpeech, padding })) requireRange(name, value, 0, 60);
  const analyzer = createFrameAnalyzer(sampleRate);
  const { frameLength, hopLength } = analyzer;
  const hops = (seconds: number): number => Math.round((seconds * sampleRate) / hopLength);
  const bridge = hops(minSilence);
  const history = new FrameHistory();
  let length = 0;
  /** Next frame to be decided. */
  let now = 0;
  let runStart: number | undefined;
  let group: Group | undefined;
  /** The last closed group, which the next one may still touch. */
  let last: { first: number; end: number } | undefined;

  const interval = ({ first, end }: { first: number; end: number }): Interval => {
    // A frame stands for the instant of its middle.
    const middle = Math.round(frameLength / 2 - hopLength / 2);
    const pad = Math.round(padding * sampleRate);
    const start = first === 0 ? 0 : Math.max(0, first * hopLength + middle - pad);
    return { start, end: Math.max(start, Math.min(length, end * hopLength + middle + pad)) };
  };

  /** How many frames beyond an edge belong to the speech; `at(k)` is the k-th frame beyond it. */
  const consonants = (at: (k: number) => number): number => {
    if (!history.has(at(0))) return 0;
    const behind: (readonly number[])[] = [];
    for (let k = reach; k < reach + backgroundFrames; k++) if (history.has(at(k))) behind.push(history.bands(at(k)));
    const background = history.bands(at(0)).map((_, b) => median(behind.map((bands) => bands[b]!)) ?? -100);
    let [kept, quiet] = [0, 0];
    let held: number | undefined;
    for (let k = 0; k < reach && history.has(at(k)) && quiet <= closure; k++) {
      const frame = at(k);
      const isTonal = history.isTonal(frame);
      // Beyond a note, it is the music's own noise; the frames beside it hold half of it.
      if (isTonal && held !== undefined) return Math.min(kept, Math.max(0, held - beside));
      if (isTonal) held = k;
      const belongs = history.isLoud(frame) && !isTonal;
      quiet = belongs && distance(history, frame, background) > contrast ? 0 : quiet + 1;
      if (quiet === 0) kept = k + 1;
    }
    return kept;
  };

  const close = (out: Interval[]): void => {
    if (group === undefined) return;
    const { first, end, voiced, tonal, frames } = group;
    group = undefined;
    if (voiced < hops(minSpeech) || tonal > mostTonal * frames) return;
    const extended = { first, end: end + consonants((k) => end + k) };
    if (last !== undefined && first - last.end <= Math.min(joinFrames, bridge)) extended.first = last.first;
    else if (last !== undefined) out.push(interval(last));
    last = extended;
  };

  const endRun = (start: number, end: number, out: Interval[]): void => {
    const tonalInRun = history.countTonal(start, end);
    if (group !== undefined) {
      const gap = start - group.end;
      const tonalInGap = history.countTonal(group.end, start);
      if (gap <= bridge && tonalInGap <= mostTonal * gap) {
        group.voiced += end - start;
        group.tonal += tonalInGap + tonalInRun;
        group.frames += end - group.end;
        group.end = end;
        return;
      }
      close(out);
    }
    const first = start - consonants((k) => start - 1 - k);
    group = { first, end, voiced: end - start, tonal: tonalInRun, frames: end - start };
  };

  const decide = (out: Interval[], ended: boolean): void => {
    while (now < history.length - (ended ? 0 : FrameHistory.lookahead)) {
      const voiced = history.isVoiced(now);
      if (voiced) runStart ??= now;
      else if (runStart !== undefined) {
        endRun(runStart, now, out);
        runStart = undefined;
      }
      if (runStart === undefined && group !== undefined && now - group.end > bridge) close(out);
      now++;
      if (runStart === undefined && group === undefined && last !== undefined && now - last.end > reach + joinFrames) {
        out.push(interval(last));
        last = undefined;
      }
      history.forget(Math.min(now, runStart ?? now, group?.end ?? now));
    }
  };

  return {
    push(samples) {
      length += samples.length;
      for (const frame of analyzer.push(samples)) history.add(frame);
      const out: Interval[] = [];
      decide(out, false);
      return out;
    },
    finish() {
      // The last samples fill a frame with zeros behind them.
      for (const frame of analyzer.push(new Float64Array(frameLength))) history.add(frame);
      const out: Interval[] = [];
      decide(out, true);
      if (runStart !== undefined) endRun(runStart, now, out);
      runStart = undefined;
      close(out);
      if (last !== undefined) out.push(interval(last));
      last = undefined;
      return out;
    },
  };
}

/** How far the bands of a frame and its neighbors are from others, in dB. */
function distance(history: FrameHistory, frame: number, bands: readonly number[]): number {
  const around = [frame - 1, frame, frame + 1]
    .filter((index) => history.has(index))
    .map((index) => history.bands(index));
  const squares = bands.map((band, b) => (around.reduce((sum, own) => sum + own[b]!, 0) / around.length - band) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

function median(values: number[]): number | undefined {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
