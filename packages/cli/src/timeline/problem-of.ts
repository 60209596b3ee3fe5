import { DspError } from '@ser/dsp';
import { SerError } from '../errors.ts';

/**
 * What is wrong with a recording, in words that need no name of it.
 *
 * @throws the error itself where it says nothing about the recording, as that of a thread that ended for lack of memory.
 */
export function problemOf(error: unknown, path: string): string {
  if (DspError.isInstance(error) || error instanceof SerError) return error.message.replace(`${path}: `, '');
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${message}`;
}
