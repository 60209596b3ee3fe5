import { DspError } from './errors.ts';
import { resample, resampleSource } from './resample/resample.ts';
import type { SampleSource } from './resample/source.ts';
import type { OwnedFloat32, OwnedFloat64, OwnedSignal, Signal } from './signal.ts';
import { isAllFinite, isFloat32 } from './signal.ts';
import { mixFrames, toMono } from './to-mono.ts';
import { canHoldNonFinite, checkFinite, createChannels, createSignal } from './wav/channels.ts';
import type { Audio } from './wav/decode-wav.ts';
import type { DecodeWavOptions } from './wav/decode-wav-options.ts';
import type { PcmFormat } from './wav/format.ts';
import { blocksOf, frameRange, pcmOf } from './wav/frame-range.ts';
import type { Pcm } from './wav/pcm.ts';
import { readWavHeader } from './wav/read-wav-header.ts';
import { decodeSamples, isLittleEndian, rawSamples } from './wav/samples.ts';

/** Options of {@link loadWav}. */
export interface LoadWavOptions extends DecodeWavOptions {
  /** Sample rate of the result in Hz, or null to keep the file's. @default 22050 */
  readonly sampleRate?: number | null | undefined;
  /** Mix all channels down to their mean. @default true */
  readonly mono?: boolean | undefined;
}

/** A mono signal and its sample rate in Hz. */
export interface MonoAudio<S extends Signal = Signal> {
  readonly samples: S;
  readonly sampleRate: number;
}

/**
 * Loads a WAV file as a signal ready for analysis, without waiting: decode the wanted part, mix to mono, resample.
 * `loadAudio` does the same for any format.
 *
 * `offset` and `duration` select whole frames at the file's own rate, before resampling; a file that is shorter than
 * `offset + duration` gives what it has, without padding (see `fixLength`). Source: `librosa.load` 0.11.
 *
 * @returns `{ samples, sampleRate }`; with `mono: false` `{ channels, sampleRate }`.
 * @throws {@link DspError} as `decodeWav` and `resample` do.
 */
export function loadWav(bytes: Uint8Array, options: LoadWavOptions & { mono: false }): Audio<OwnedSignal>;
export function loadWav(
  bytes: Uint8Array,
  options: LoadWavOptions & { mono?: true; dtype: 'float64' },
): MonoAudio<OwnedFloat64>;
export function loadWav(
  bytes: Uint8Array,
  options?: LoadWavOptions & { mono?: true; dtype?: 'float32' },
): MonoAudio<OwnedFloat32>;
export function loadWav(bytes: Uint8Array, options?: LoadWavOptions): MonoAudio<OwnedSignal> | Audio<OwnedSignal>;
export function loadWav(bytes: Uint8Array, options: LoadWavOptions = {}): MonoAudio | Audio {
  const header = readWavHeader(bytes);
  const range = frameRange(header, options);
  const { offset, length } = blocksOf(header, range);
  return loadFrames(pcmOf(bytes.subarray(offset, offset + length), header, range), options);
}

/** Decodes, mixes and resamples frames. */
export function loadFrames({ bytes, format }: Pcm, options: LoadWavOptions): MonoAudio | Audio {
  const { sampleRate, mono = true, dtype } = options;
  const from = format.sampleRate;
  const to = sampleRate === undefined ? 22050 : (sampleRate ?? from);
  checkFileRate(from, to);
  const length = bytes.length / format.frameBytes;
  // Doubles are checked once they are decoded: some leave the range of float32.
  if (mono && format.encoding !== 'f64') {
    const samples = resampleSource(monoSource(bytes, format), createSignal(0, dtype), { from, to });
    if (samples !== null) return { samples: stillFinite(samples), sampleRate: to };
  }
  const channels = createChannels(format, length, options);
  decodeSamples(bytes, format, channels);
  checkFinite(channels, format, options);
  return resampleChannels(channels, from, to, mono);
}

/** Frames that are decoded and mixed block by block on their way, so that the signal at the file's rate never exists. */
function monoSource(bytes: Uint8Array, format: PcmFormat): SampleSource {
  const { frameBytes, channelCount } = format;
  const part = (start: number, end: number): Uint8Array => bytes.subarray(start * frameBytes, end * frameBytes);
  return {
    length: bytes.length / frameBytes,
    scale: rawSamples(part(0, 0), format).scale,
    isFinite: !canHoldNonFinite(format),
    read: (start, end, target, at) => {
      if (isStoredAs(target, format)) {
        // Bytes need no alignment, which a view of them as numbers would.
        new Uint8Array(target.buffer, target.byteOffset + at * frameBytes).set(part(start, end));
        return;
      }
      const { values } = rawSamples(part(start, end), format);
      if (channelCount === 1) target.set(values, at);
      else mixFrames(values, channelCount, target.subarray(at, at + end - start));
    },
  };
}

/** Whether the file's bytes are those of the signal. */
function isStoredAs(target: Signal, { encoding, channelCount, littleEndian }: PcmFormat): boolean {
  return isFloat32(target) && encoding === 'f32' && channelCount === 1 && littleEndian === isLittleEndian;
}

/** Highest rate that a file may tell where it is converted, in Hz: filters for more cost seconds before the first sample. */
const highestRate = 1_000_000;

function checkFileRate(from: number, to: number): void {
  if (from === to || from <= highestRate) return;
  throw new DspError(
    'invalid-option',
    `The file tells a rate of ${from} Hz; it can be converted from at most ${highestRate} Hz. Read it as it is with sampleRate: null.`,
  );
}

/** Mixes and resamples decoded channels. */
export function resampleChannels(channels: Signal[], from: number, to: number, mono: boolean): MonoAudio | Audio {
  checkFileRate(from, to);
  const convert = (samples: Signal): Signal => (from === to ? samples : stillFinite(resample(samples, { from, to })));
  if (!mono) return { channels: channels.map(convert), sampleRate: to };
  return { samples: convert(channels.length === 1 ? channels[0]! : stillFinite(toMono(channels))), sampleRate: to };
}

/** Refuses what arithmetic made of finite samples near the largest of float32. */
function stillFinite<S extends Signal>(samples: S): S {
  if (isAllFinite(samples)) return samples;
  throw new DspError(
    'non-finite',
    'The samples are so large that mixing or resampling them leaves the range of float32. Scale them first: 1 is full scale.',
  );
}
