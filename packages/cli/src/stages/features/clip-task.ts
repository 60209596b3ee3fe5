import { readFile } from 'node:fs/promises';
import { DspError, loadAudio } from '@ser/dsp';
import { fileCodecs } from '@ser/dsp/node';
import type { Augmentation } from '../../corpus/augmentation-plan.ts';
import { SerError } from '../../errors.ts';
import { ArrayStore, type StoredArray } from '../../files/array-store.ts';
import { digest, sha256 } from '../../files/digest.ts';
import { frontEndOf } from '../../front-ends/find-front-end.ts';
import type { FrontEndSettings } from '../../front-ends/front-end.ts';
import type { FrontEndName } from '../../front-ends/front-ends.ts';
import type { Settings } from '../../settings/settings.ts';
import { keySettings } from '../../settings/settings-of.ts';
import { maskPlanes } from './mask-planes.ts';
import { prepareSamples, type SampleSettings } from './prepare-samples.ts';

/** Raised when the meaning of stored features changes, so that old ones are not taken for new. */
const FEATURE_VERSION = 2;

/** What decides the stored features of a clip, apart from its audio and its augmentation. */
export type ClipSettings = FrontEndSettings & SampleSettings & { readonly features: FrontEndName };

/** The settings that decide stored features, and no others: what would do nothing must not make a key another one. */
export function clipSettings(settings: Settings): ClipSettings {
  return keySettings('features', settings) as ClipSettings;
}

/** One clip with all the copies wanted of it: it is read once. */
export interface ClipTask {
  readonly path: string;
  readonly augmentations: readonly (Augmentation | null)[];
  readonly settings: ClipSettings;
  /** Folder of the feature store. */
  readonly folder: string;
  /** Computes nothing: says what is missing. */
  readonly lookOnly?: boolean;
}

/** Keys of the stored features, in the order of the task's augmentations, or why the file cannot be used. */
export type ClipResult =
  | {
      readonly keys: readonly string[];
      readonly shape: readonly number[];
      readonly computed: number;
      readonly missing: number;
    }
  | { readonly problem: string }
  /** The work itself failed, as on a full disk: an error loses its class on its way out of a thread. */
  | { readonly failure: string };

/** Features of one clip and its augmented copies, computed or found in the store. Runs in a worker thread. */
export async function clipTask({ path, augmentations, settings, folder, lookOnly }: ClipTask): Promise<ClipResult> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    return { problem: `it cannot be read: ${(cause as Error).message}` };
  }
  const content = sha256(bytes);
  const frontEnd = frontEndOf(settings.features);
  const store = new ArrayStore(folder);
  let samples: Float32Array | undefined;
  // The copy at hand, which the masked copies after it have in common.
  let plain: { readonly of: string; readonly planes: StoredArray } | undefined;
  let shape: readonly number[] = [];
  let computed = 0;
  let missing = 0;
  const keys: string[] = [];
  for (const augmentation of augmentations) {
    const key = digest({
      version: FEATURE_VERSION,
      frontEnd: frontEnd.version,
      content,
      augmentation,
      settings,
    });
    keys.push(key);
    let stored = await store.read(key);
    if (!stored) {
      if (!samples) {
        const loaded = await load(bytes, settings);
        if ('problem' in loaded) return loaded;
        samples = loaded.samples;
      }
      if (lookOnly) {
        missing++;
        continue;
      }
      const { wave = null, masks = null } = augmentation ?? {};
      const of = JSON.stringify(wave);
      if (plain?.of !== of) {
        plain = {
          of,
          planes: frontEnd.compute(prepareSamples(samples, augmentation, settings, frontEnd.isWaveform), settings),
        };
      }
      stored = masks ? maskPlanes(plain.planes, masks) : plain.planes;
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
  return { keys, shape, computed, missing };
}

async function load(
  bytes: Uint8Array,
  { sampleRate, duration }: ClipSettings,
): Promise<{ samples: Float32Array } | { problem: string }> {
  try {
    const { samples } = await loadAudio(bytes, { sampleRate, duration, codecs: fileCodecs });
    if (samples.length === 0) return { problem: 'it holds no audio' };
    if (samples.every((sample) => sample === 0)) return { problem: 'it is silent: every sample is zero' };
    return { samples };
  } catch (error) {
    if (DspError.isInstance(error)) return { problem: error.message };
    throw error;
  }
}
