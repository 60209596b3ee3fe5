import type { DecodeHook } from './codec.ts';

/** What of an `AudioContext` or `OfflineAudioContext` is used. */
export interface AudioDataDecoder {
  /** As in the Web Audio API. */
  decodeAudioData(bytes: ArrayBuffer): Promise<{
    readonly numberOfChannels: number;
    readonly sampleRate: number;
    getChannelData(channel: number): Float32Array;
  }>;
}

/**
 * A `decode` function of the browser's own decoders: AAC, MP4, MOV, WebM, whatever it plays.
 *
 * The browser resamples to the rate of its context, by a filter of its own.
 */
export function webAudioDecoder(context: AudioDataDecoder): DecodeHook {
  return async (bytes) => {
    // The browser takes the memory that it is given away, so it gets a copy.
    const buffer = await context.decodeAudioData(Uint8Array.from(bytes).buffer);
    const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
    return { channels, sampleRate: buffer.sampleRate };
  };
}
