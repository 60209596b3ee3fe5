import { checkChannels, checkOptions, type OptionNames } from '../check-call.ts';
import type { Signal } from '../signal.ts';
import { type Interval, nonSilentFrames, type SilenceOptions } from './non-silent-frames.ts';

const names: OptionNames<SilenceOptions> = {
  topDb: true,
  ref: true,
  frameLength: true,
  hopLength: true,
  aggregate: true,
};

/**
 * Finds the parts of a signal between silences, in order.
 *
 * Source: `librosa.effects.split` 0.11.
 *
 * @param input Mono samples, or an array of channels of the same length.
 * @throws {@link DspError} `invalid-option`, `invalid-signal`, or `non-finite`.
 */
export function split(input: Signal | readonly Signal[], options: SilenceOptions = {}): Interval[] {
  checkChannels('split', input);
  checkOptions('split', options, names);
  const channels: readonly Signal[] = Array.isArray(input) ? input : [input as Signal];
  const frames = nonSilentFrames(channels, options);
  const hop = options.hopLength ?? 512;
  const length = channels[0]!.length;
  const intervals: Interval[] = [];
  for (let frame = 0; frame < frames.length; frame++) {
    if (!frames[frame]) continue;
    const first = frame;
    while (frames[frame]) frame++;
    intervals.push({ start: Math.min(first * hop, length), end: Math.min(frame * hop, length) });
  }
  return intervals;
}
