import { checkChannels, inputError } from './check-call.ts';
import { DspError } from './errors.ts';
import { isFloat32, isSignal, likeSignal, type OwnedSignal, type Signal } from './signal.ts';

/**
 * Mixes channels down to one by their arithmetic mean.
 *
 * Float32 channels are added and divided in float32, channel by channel. Source: `librosa.to_mono` 0.11.
 *
 * @returns A new signal, also for a single channel.
 * @throws {@link DspError} `invalid-signal` if there is no channel or their lengths differ.
 */
export function toMono<S extends Signal>(channels: readonly S[]): OwnedSignal<S> {
  if (isSignal(channels)) throw inputError('toMono', 'a list of channels', channels);
  checkChannels('toMono', channels);
  const first = channels[0];
  if (first === undefined || channels.some((channel) => channel.length !== first.length)) {
    throw new DspError(
      'invalid-signal',
      'Channels to mix must be one or more signals of the same length. ' +
        `Received lengths [${channels.map((channel) => channel.length).join(', ')}].`,
    );
  }
  const mono = likeSignal(first, first.length);
  mono.set(first);
  if (channels.length === 1) return mono;
  for (const channel of channels.slice(1)) addTo(mono, channel);
  const count = channels.length;
  for (let i = 0; i < mono.length; i++) mono[i] = mono[i]! / count;
  return mono;
}

function addTo(sum: Signal, channel: Signal): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + channel[i]!;
}

/** The same mean of interleaved samples, rounded where {@link toMono} rounds channels of the precision of `target`. */
export function mixFrames(values: ArrayLike<number>, channelCount: number, target: Signal): void {
  if (isFloat32(target)) {
    for (let frame = 0, i = 0; frame < target.length; frame++) {
      let sum = Math.fround(values[i++]!);
      for (let c = 1; c < channelCount; c++) sum = Math.fround(sum + Math.fround(values[i++]!));
      target[frame] = sum / channelCount;
    }
    return;
  }
  for (let frame = 0, i = 0; frame < target.length; frame++) {
    let sum = values[i++]!;
    for (let c = 1; c < channelCount; c++) sum += values[i++]!;
    target[frame] = sum / channelCount;
  }
}
