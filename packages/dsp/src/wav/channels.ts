import { requireFinite, type Signal } from '../signal.ts';
import type { DecodeWavOptions } from './decode-wav-options.ts';
import type { PcmFormat } from './format.ts';

/** One empty signal a channel. */
export function createChannels(
  { channelCount }: { readonly channelCount: number },
  length: number,
  { dtype }: DecodeWavOptions,
): Signal[] {
  return Array.from({ length: channelCount }, () => createSignal(length, dtype));
}

/** An empty signal of the wanted precision. */
export function createSignal(length: number, dtype: DecodeWavOptions['dtype']): Signal {
  return dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
}

/** Refuses NaN and infinities unless they are to be kept; integer files cannot hold any and are not searched. */
export function checkFinite(
  channels: readonly Signal[],
  format: Pick<PcmFormat, 'encoding'>,
  { nonFinite = 'error' }: DecodeWavOptions,
): void {
  if (nonFinite === 'keep' || !canHoldNonFinite(format)) return;
  channels.forEach((channel, index) => {
    requireFinite(channel, `channel ${index} of the WAV file`);
  });
}

/** Whether samples of this format may be NaN or infinite. */
export function canHoldNonFinite({ encoding }: Pick<PcmFormat, 'encoding'>): boolean {
  return encoding === 'f32' || encoding === 'f64';
}
