import { DspError } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { classifyClips, ModelsError } from '@ser/models';
import type { PretrainedClassifier } from './open-pretrained-classifier.ts';

/** A recording, or a stretch of one. */
export interface Recording {
  readonly path: string;
  /** Seconds. @default 0 */
  readonly start?: number | undefined;
  /** Seconds. @default the end of the file */
  readonly end?: number | undefined;
}

/** Ten minutes: attention over more needs more memory than most machines have. */
const LONGEST = 600;

/**
 * The probabilities of a whole recording, or why it cannot be used: mono, at the rate of the model, not cut and not padded,
 * as transformers' pipeline takes it.
 */
export async function classifyFile(
  { path, start = 0, end }: Recording,
  { session, sampleRate }: PretrainedClassifier,
  signal: AbortSignal,
): Promise<Float32Array | { readonly problem: string }> {
  try {
    const { samples } = await loadAudioFile(path, {
      sampleRate,
      offset: start,
      ...(end !== undefined && { duration: end - start }),
    });
    if (samples.length > LONGEST * sampleRate) {
      return { problem: `it is longer than ${LONGEST / 60} minutes; cut it` };
    }
    if (samples.every((sample) => sample === 0)) return { problem: 'it is silent: every sample is zero' };
    for await (const probabilities of classifyClips([samples], { backbone: session, signal })) return probabilities;
    return { problem: 'it holds no audio' };
  } catch (error) {
    signal.throwIfAborted();
    if (DspError.isInstance(error)) return { problem: error.message.replace(`${path}: `, '') };
    if (ModelsError.isInstance(error) && error.code === 'invalid-input') return { problem: error.message };
    throw error;
  }
}
