import { nameFile } from '../codecs/open-audio.ts';
import { readWavHeaderOf } from '../codecs/wav/wav-codec.ts';
import { sampleBytes } from '../wav/format.ts';
import { openSource } from './open-audio-file.ts';

/** Bytes in which most headers end; RAVDESS' take 4,706. */
const HEADER = 8192;

/** What the header of a WAV file says, and what of it is there. */
export interface WavInfo {
  /** In Hz. */
  readonly sampleRate: number;
  /** Number of channels. */
  readonly channels: number;
  /** Bits that a sample takes in the file; 4 for IMA ADPCM. */
  readonly bitsPerSample: number;
  /** Coding of the samples. */
  readonly encoding: 'pcm' | 'float' | 'other';
  /** Whole frames that are there. */
  readonly frames: number;
  /** In seconds. */
  readonly duration: number;
  /** Where the samples begin, in bytes. */
  readonly dataOffset: number;
  /** Bytes of those frames. */
  readonly dataLength: number;
  /** Bytes of samples that the header promises and the file does not hold: above 0 where copying or recording was cut off. */
  readonly missingBytes: number;
}

/**
 * Looks at the header of a WAV file without decoding a sample, by the same rules as every loader of this package: what this
 * reads, `loadAudioFile` reads. Fits `readHeader` of `scanCorpus` in `@ser/ravdess/node`.
 *
 * @throws {DspError} `file`, `invalid-wav` or `unsupported-wav`, with the file named.
 */
export async function readWavInfo(path: string | URL): Promise<WavInfo> {
  const { source, close } = await openSource(path, HEADER);
  try {
    const { encoding, sampleRate, channelCount, frames, dataOffset, dataBytes, missingBytes } =
      await readWavHeaderOf(source);
    return {
      sampleRate,
      channels: channelCount,
      bitsPerSample: encoding === 'ima' ? 4 : 8 * sampleBytes[encoding],
      encoding: /^[us]\d/.test(encoding) ? 'pcm' : /^f\d/.test(encoding) ? 'float' : 'other',
      frames,
      duration: frames / sampleRate,
      dataOffset,
      dataLength: dataBytes,
      missingBytes,
    };
  } catch (error) {
    throw nameFile(error, String(path));
  } finally {
    await close();
  }
}
