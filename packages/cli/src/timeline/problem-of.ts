import { DspError } from '@ser/dsp';
import { SerError } from '../errors.ts';

/**
 * What is wrong with a recording, as its error says.
 *
 * @throws the error itself where it says nothing about the recording.
 */
export function problemOf(error: unknown): string {
  const isOfFile =
    DspError.isInstance(error) ||
    error instanceof SerError ||
    typeof (error as NodeJS.ErrnoException).code === 'string';
  if (!isOfFile) throw error;
  return (error as Error).message;
}
