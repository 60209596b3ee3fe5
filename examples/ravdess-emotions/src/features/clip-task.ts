import { readFile } from 'node:fs/promises';
import { DspError, loadAudio } from '@ser/dsp';
import type { Augmentation } from '../corpus/augmentation-plan.ts';
import { SerError } from '../errors.ts';
import { ArrayStore } from '../files/array-store.ts';
import { digest, sha256 } from '../files/digest.ts';
import type { Settings } from '../settings/settings.ts';
import { extractPlanes, type FeatureSettings } from './extract-planes.ts';
import { prepareSamples } from './prepare-samples.ts';

/** Raised when the meaning of stored features changes, so that old ones are not taken for new. */
const FEATURE_VERSION = 1;

/** What decides the stored features of a clip, apart from its audio and its augmentation. */
export type ClipSettings = FeatureSettings & Pick<Settings, 'duration' | 'noiseReduction'>;

/** One clip with all the copies wanted of it: it is read once. */
export interface ClipTask {
  readonly path: string;
  readonly augmentations: readonly (Augmentation | null)[];
  readonly settings: ClipSettings;
  /** Folder of the feature store. */
  readonly folder: string;
}

/** Keys of the stored features, in the order of the task's augmentations, or why the file cannot be used. */
export type ClipResult =
  | { readonly keys: readonly string[]; readonly shape: readonly number[]; readonly computed: number }
  | { readonly problem: string }
  /** The work itself failed, as on a full disk: an error loses its class on its way out of a thread. */
  | { readonly failure: string };

/** Features of one clip and its augmented copies, computed or found in the store. Runs in a worker thread. */
export default async function clipTask({ path, augmentations, settings, folder }: ClipTask): Promise<ClipResult> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    return { problem: `it cannot be read: ${(cause as Error).message}` };
  }
  const content = sha256(bytes);
  const store = new ArrayStore(folder);
  let samples: Float32Array | undefined;
  let shape: readonly number[] = [];
  let computed = 0;
  const keys: string[] = [];
  for (const augmentation of augmentations) {
    const key = digest({ version: FEATURE_VERSION, content, augmentation, settings });
    keys.push(key);
    let stored = await store.read(key);
    if (!stored) {
      if (!samples) {
        const loaded = load(bytes, settings);
        if ('problem' in loaded) return loaded;
        samples = loaded.samples;
      }
      stored = extractPlanes(prepareSamples(samples, augmentation, settings), settings);
      try {
        await store.write(key, stored);
      } catch (error) {
        if (error instanceof SerError) return { failure: error.message };
        throw error;
      }
      computed++;
    }
    shape = stored.shape;
  }
  return { keys, shape, computed };
}

function load(
  bytes: Uint8Array,
  { sampleRate, duration }: ClipSettings,
): { samples: Float32Array } | { problem: string } {
  try {
    const { samples } = loadAudio(bytes, { sampleRate, duration });
    if (samples.length === 0) return { problem: 'it holds no audio' };
    if (samples.every((sample) => sample === 0)) return { problem: 'it is silent: every sample is zero' };
    return { samples };
  } catch (error) {
    if (DspError.isInstance(error)) return { problem: error.message };
    throw error;
  }
}
