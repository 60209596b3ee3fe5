import { DspError } from '@ser/dsp';
import { readWavInfo } from '@ser/dsp/node';

/**
 * How many bytes of samples the header of a WAV file promises and the file does not hold: more than 0 where copying or
 * recording was cut off. 0 for files of other formats, which do not tell, and for one
 * that is gone by now: what was heard of it stands.
 */
export async function bytesCutOff(path: string): Promise<number> {
  try {
    return (await readWavInfo(path)).missingBytes;
  } catch (error) {
    if (DspError.isInstance(error) && /^file$|-wav$/.test(error.code)) return 0;
    throw error;
  }
}
