/** A stretch in samples at the recording's own rate; `end` is the first sample behind it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Who speaks, where a file of segments said so. */
  readonly speaker?: string;
}

/** A window that a model has seen. */
export interface TimelineWindow extends Stretch {
  /** Of each class in the order of the labels, smoothed. */
  readonly probabilities: readonly number[];
}

/** A stretch with one emotion throughout. */
export interface TimelineSegment extends Stretch {
  readonly label: string;
  /** Mean over its windows. */
  readonly probability: number;
}

/** What is found in one channel of a recording. */
export interface Timeline {
  readonly file: string;
  /** 1, 2, …, or `'mix'`. */
  readonly channel: number | 'mix';
  readonly sampleRate: number;
  /** In samples. */
  readonly length: number;
  readonly labels: readonly string[];
  readonly model: string;
  readonly run: string;
  /** What was decoded by what. */
  readonly decoder: string;
  readonly caveats: readonly string[];
  readonly speech: readonly Stretch[];
  readonly windows: readonly TimelineWindow[];
  readonly segments: readonly TimelineSegment[];
  /** Largest amplitude of each part of an equal division of the recording, for the picture. */
  readonly peaks: readonly number[];
}

/** What stands first: the emotion that takes most of the speech, and where the others are. */
export function sentence({ segments, sampleRate, speech }: Timeline): string {
  if (speech.length === 0) return 'No speech was found.';
  const time = new Map<string, number>();
  for (const { label, start, end } of segments) time.set(label, (time.get(label) ?? 0) + end - start);
  const [most, ...others] = [...time].sort((a, b) => b[1] - a[1]);
  if (most === undefined) return 'Speech was found, and nothing was predicted of it.';
  const total = [...time.values()].reduce((sum, samples) => sum + samples, 0);
  const places = others.slice(0, 3).map(([label]) => {
    const longest = segments.filter((segment) => segment.label === label).sort((a, b) => length(b) - length(a))[0]!;
    return `${label} at ${clock(longest.start / sampleRate)}–${clock(longest.end / sampleRate)}`;
  });
  const share = most[1] / total;
  const begin = others.length === 0 ? most[0] : `${share >= 0.5 ? 'mostly ' : 'most often '}${most[0]}`;
  return `${[begin, ...places].join('; ')}.`.replace(/^./, (letter) => letter.toUpperCase());
}

function length({ start, end }: Stretch): number {
  return end - start;
}

/** Seconds as minutes and seconds, and hours where there are any. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
