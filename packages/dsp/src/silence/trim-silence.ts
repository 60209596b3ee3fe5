import { checkChannels, checkOptions, type OptionNames } from '../check-call.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { type Interval, nonSilentFrames, type SilenceOptions } from './non-silent-frames.ts';

/** A signal without the silence around it, and where it lay. */
export interface Trimmed<S extends Signal = Signal> extends Interval {
  /** A copy of the samples from `start` to `end`. */
  readonly samples: S;
}

/** Channels without the silence around them, and where they lay. */
export interface TrimmedChannels<S extends Signal = Signal> extends Interval {
  /** A copy of the samples from `start` to `end` of every channel. */
  readonly channels: S[];
}

const names: OptionNames<SilenceOptions> = {
  topDb: true,
  ref: true,
  frameLength: true,
  hopLength: true,
  aggregate: true,
};

/**
 * Cuts leading and trailing silence off.
 *
 * A signal that is silent by a `ref` in numbers gives nothing (start = end = 0). Digital silence with `ref: 'max'` is all
 * as loud as its loudest frame and is kept whole, as in librosa: give a number where such clips occur.
 *
 * Source: `librosa.effects.trim` 0.11.
 *
 * @param input Mono samples, or an array of channels of the same length.
 * @throws {@link DspError} `invalid-option`, `invalid-signal`, or `non-finite`.
 */
export function trimSilence<S extends Signal>(input: S, options?: SilenceOptions): Trimmed<OwnedSignal<S>>;
export function trimSilence<S extends Signal>(
  input: readonly S[],
  options?: SilenceOptions,
): TrimmedChannels<OwnedSignal<S>>;
export function trimSilence<S extends Signal>(
  input: S | readonly S[],
  options: SilenceOptions = {},
): Trimmed<OwnedSignal<S>> | TrimmedChannels<OwnedSignal<S>> {
  checkChannels('trimSilence', input);
  checkOptions('trimSilence', options, names);
  const channels: readonly S[] = Array.isArray(input) ? input : [input as S];
  const frames = nonSilentFrames(channels, options);
  const first = frames.indexOf(true);
  const hop = options.hopLength ?? 512;
  const start = first < 0 ? 0 : first * hop;
  const end = first < 0 ? 0 : Math.min(channels[0]!.length, (frames.lastIndexOf(true) + 1) * hop);
  const parts = channels.map((channel) => channel.slice(start, end) as OwnedSignal<S>);
  return Array.isArray(input) ? { channels: parts, start, end } : { samples: parts[0]!, start, end };
}
