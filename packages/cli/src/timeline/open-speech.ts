import { DspError } from '@ser/dsp';
import { openSilero, type SileroVad } from '@ser/dsp/node';
import { SerError, usageError } from '../errors.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** What may tell speech from other sound. */
export const SPEECH = ['auto', 'energy', 'silero'] as const;

/**
 * Silero VAD where it is asked for, or may be used and is there; with `auto`, one that is there and does not open is told.
 *
 * @throws {SerError} where it is asked for and does not open.
 */
export async function openSpeech(
  speech: string,
  reporter: Pick<Reporter, 'warn'>,
  open: () => Promise<SileroVad> = openSilero,
): Promise<SileroVad | undefined> {
  if (speech === 'energy') return undefined;
  try {
    return await open();
  } catch (error) {
    if (!DspError.isInstance(error)) throw error;
    const isMissing = error.code === 'missing-package';
    if (speech === 'auto') {
      if (!isMissing) reporter.warn(`Level and spectral flatness tell speech from other sound: ${error.message}`);
      return undefined;
    }
    throw isMissing ? usageError(error.message) : new SerError(error.message, { cause: error });
  }
}
