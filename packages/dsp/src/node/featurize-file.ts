import { DspError, type DspErrorCode } from '../errors.ts';
import { extractFeatures, type FeatureRequests } from '../features/extract-features.ts';
import { normalizePeak } from '../levels/normalize-peak.ts';
import type { MonoAudio } from '../load-wav.ts';
import type { Signal } from '../signal.ts';
import type { FileFeatureOptions } from './file-feature-options.ts';
import { loadAudioFile } from './load-audio-file.ts';

/** One file to featurize, as it travels to a worker. */
export interface FeatureTask {
  readonly path: string;
  readonly options: Omit<FileFeatureOptions<FeatureRequests>, 'workers' | 'signal' | 'onWarning'>;
}

/** A matrix as it travels back: without the methods of a {@link Matrix}. */
export interface PlainMatrix {
  readonly name: string;
  readonly data: Signal;
  readonly shape: readonly number[];
}

/** What comes back; errors of this package keep their code on the way. */
export type FeatureAnswer =
  | { readonly matrices: readonly PlainMatrix[] }
  | { readonly code: DspErrorCode; readonly message: string };

/** Loads one file and extracts its features; rejects with the reason of a signal that is aborted by the time the file is loaded. */
export async function featurizeFile({ path, options }: FeatureTask, signal?: AbortSignal): Promise<FeatureAnswer> {
  const { sampleRate = 22050, duration, offset, dtype, normalize = false, ...shared } = options;
  try {
    const { samples } = (await loadAudioFile(path, { sampleRate, duration, offset, dtype, signal })) as MonoAudio;
    signal?.throwIfAborted();
    const level: Signal = normalize ? normalizePeak(samples) : samples;
    const extracted = extractFeatures<Signal, FeatureRequests>(level, { ...shared, sampleRate });
    return { matrices: Object.entries(extracted).map(([name, { data, shape }]) => ({ name, data, shape })) };
  } catch (error) {
    if (DspError.isInstance(error)) return { code: error.code, message: error.message };
    throw error;
  }
}
