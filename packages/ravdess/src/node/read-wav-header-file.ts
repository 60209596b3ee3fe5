import type { FileHandle } from 'node:fs/promises';
import { RavdessError } from '../errors.ts';
import { type WavHeader, wavHeaderSteps } from '../wav/wav-header-steps.ts';

/** RAVDESS files carry about 4 kB before their samples, so one read of this size sees the whole header. */
const FIRST_READ = 8192;

/**
 * The header of an open WAV file, mostly with a single read.
 *
 * @throws RavdessError `invalid-wav` as `readWavHeader` does.
 */
export async function readWavHeaderFile(file: FileHandle, size: number): Promise<WavHeader> {
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    // What is not read is cut off below, so the memory need not be cleared first.
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  const first = await read(0, Math.min(FIRST_READ, size));
  const steps = wavHeaderSteps(size);
  let step = steps.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const end = offset + length;
    const bytes = end <= first.length ? first.subarray(offset, end) : await read(offset, length);
    if (bytes.length < length) {
      throw new RavdessError(
        'invalid-wav',
        `Not a readable WAV file: it shrank to less than ${end} bytes while it was read.`,
      );
    }
    step = steps.next(bytes);
  }
  return step.value;
}
