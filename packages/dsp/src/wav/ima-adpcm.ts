import type { PcmFormat, WavFormat } from './format.ts';
import type { FrameRange } from './pcm.ts';

const stepSizes: readonly number[] = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];
const indexSteps: readonly number[] = [-1, -1, -1, -1, 2, 4, 6, 8];

/**
 * Decodes blocks of IMA ADPCM to 16-bit frames.
 *
 * A block begins with a sample and a step index per channel; four bytes per channel in turn hold the next eight samples.
 * Source: IMA, Recommended Practices for Enhancing Digital Audio Compatibility, 3.00 (1992).
 *
 * @param bytes Whole blocks.
 * @param range The wanted frames, counted from the first one of `bytes`.
 */
export function decodeIma(
  bytes: Uint8Array,
  { channelCount, blockBytes, blockFrames, sampleRate }: WavFormat,
  { first, count }: FrameRange,
): { bytes: Uint8Array; format: PcmFormat } {
  const blocks = Math.floor(bytes.length / blockBytes);
  const frames = new Int16Array(blocks * blockFrames * channelCount);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let block = 0; block < blocks; block++) {
    for (let channel = 0; channel < channelCount; channel++) {
      const head = block * blockBytes + 4 * channel;
      let sample = view.getInt16(head, true);
      let index = Math.min(88, bytes[head + 2]!);
      let out = block * blockFrames * channelCount + channel;
      frames[out] = sample;
      for (let n = 1; n < blockFrames; n++) {
        const group = Math.floor((n - 1) / 8);
        const nibble = (n - 1) % 8;
        const byte = bytes[head + 4 * channelCount * (group + 1) + (nibble >> 1)]!;
        const code = nibble % 2 === 0 ? byte & 15 : byte >> 4;
        const step = stepSizes[index]!;
        // Eighths of the step, each rounded down as the recommended integer arithmetic does.
        let change = step >> 3;
        if (code & 4) change += step;
        if (code & 2) change += step >> 1;
        if (code & 1) change += step >> 2;
        sample = Math.max(-32768, Math.min(32767, code & 8 ? sample - change : sample + change));
        index = Math.max(0, Math.min(88, index + indexSteps[code & 7]!));
        out += channelCount;
        frames[out] = sample;
      }
    }
  }
  const wanted = frames.subarray(first * channelCount, (first + count) * channelCount);
  return {
    bytes: new Uint8Array(wanted.buffer, wanted.byteOffset, wanted.byteLength),
    format: {
      encoding: 's16',
      sampleRate,
      channelCount,
      frameBytes: 2 * channelCount,
      littleEndian: new Uint8Array(Uint16Array.of(1).buffer)[0] === 1,
    },
  };
}
