import { open } from 'node:fs/promises';

/** Programs that write to a pipe leave a length near 2³¹ or 2³² in the header, since they cannot know it. */
const STREAMED = 0x7fff0000;
/** More chunks than any real file has before its samples. */
const MAX_CHUNKS = 256;

/**
 * How many bytes of samples the header of a WAV file promises and the file does not hold: more than 0 where copying or
 * recording was cut off. 0 too where that cannot be told: unknown lengths, RF64, no WAV file at all.
 */
export async function bytesCutOff(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(12);
    await file.read(head, 0, 12, 0);
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return 0;
    let offset = 12;
    for (let chunk = 0; chunk < MAX_CHUNKS && offset + 8 <= size; chunk++) {
      await file.read(head, 0, 8, offset);
      const length = head.readUInt32LE(4);
      offset += 8;
      if (head.toString('latin1', 0, 4) === 'data')
        return length >= STREAMED ? 0 : Math.max(0, length - (size - offset));
      offset += length + (length % 2);
    }
    return 0;
  } finally {
    await file.close();
  }
}
