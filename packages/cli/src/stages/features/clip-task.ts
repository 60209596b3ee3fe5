import { DspError, resample } from '@ser/dsp';
import type { Augmentation } from '../../corpus/augmentation.ts';
import type { Place } from '../../corpus/clip.ts';
import { SerError } from '../../errors.ts';
import { ArrayStore, type StoredArray } from '../../files/array-store.ts';
import { digest } from '../../files/digest.ts';
import { frontEndOf } from '../../front-ends/find-front-end.ts';
import type { FrontEndSettings } from '../../front-ends/front-end.ts';
import type { FrontEndName } from '../../front-ends/front-ends.ts';
import type { Settings } from '../../settings/settings.ts';
import { keySettings } from '../../settings/settings-of.ts';
import { type OpenRecording, openRecording } from './open-recording.ts';
import { maskPlanes, prepareSamples, type SampleSettings } from './prepare-samples.ts';
import { judgeStretch, windowStarts } from './stretches.ts';

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
  /** Seconds from where the clip starts in its file. @default 0 */
  readonly start?: number | undefined;
  /** Seconds to where it ends. @default the end of the file */
  readonly end?: number | undefined;
  readonly augmentations: readonly (Augmentation | null)[];
  /** Where each of them begins. @default the start of the clip, for all */
  readonly places?: readonly Place[];
  readonly settings: ClipSettings;
  /** Folder of the feature store. */
  readonly folder: string;
  /** Computes nothing: says what is missing. */
  readonly lookOnly?: boolean;
}

/** A stretch that was asked for, or one of the windows where all were. */
export interface Stretch {
  /** Index of the augmentation. */
  readonly of: number;
  readonly place: Place;
}

/** Keys of the stored features, in the order of the task's augmentations, or why the file cannot be used. */
export type ClipResult =
  | {
      readonly keys: readonly string[];
      /** What each key is of. A silent crop has none, and of windows those that can be used. */
      readonly stretches: readonly Stretch[];
      readonly shape: readonly number[];
      readonly computed: number;
      readonly missing: number;
      /** Rate of the file, in Hz; 0 where it was not looked at. */
      readonly nativeRate: number;
    }
  | { readonly problem: string }
  /** The work itself failed, as on a full disk: an error loses its class on its way out of a thread. */
  | { readonly failure: string };

/** Raised when other windows of a recording are used. */
const WINDOWS_VERSION = 1;

/** Features of one clip and its augmented copies, computed or found in the store. Runs in a worker thread. */
export async function clipTask(task: ClipTask): Promise<ClipResult> {
  const { path, augmentations, places, settings, folder, lookOnly } = task;
  const recording = await openRecording({ path, start: task.start, end: task.end }).catch((cause: Error) => cause);
  if (recording instanceof Error) return { problem: `it cannot be read: ${recording.message}` };
  const segment = task.start === undefined && task.end === undefined ? {} : { start: task.start, end: task.end };
  const content = { content: recording.content, ...segment };
  const frontEnd = frontEndOf(settings.features);
  const store = new ArrayStore(folder);
  const clip = new OpenClip(recording, task);
  // The copy at hand, which the masked copies after it have in common.
  let plain: { readonly of: string; readonly planes: StoredArray } | undefined;
  let shape: readonly number[] = [];
  let computed = 0;
  let missing = 0;
  const keys: string[] = [];
  const stretches: Stretch[] = [];
  try {
    for (const [of, augmentation] of augmentations.entries()) {
      const asked = places?.[of] ?? 'start';
      let own: readonly Place[] = [asked];
      if (asked === 'windows') {
        const windows = await usableWindows(clip, store, { ...content, settings }, lookOnly);
        if (windows === undefined) {
          missing++;
          continue;
        }
        own = windows.map((window): Place => (window === 0 ? 'start' : { window }));
      }
      for (const place of own) {
        const key = digest({
          version: FEATURE_VERSION,
          frontEnd: frontEnd.version,
          ...content,
          augmentation,
          settings,
          ...(place !== 'start' && { place }),
        });
        let stored = await store.read(key);
        if (!stored) {
          const samples = await clip.samplesAt(place);
          if (lookOnly) {
            missing++;
            continue;
          }
          const { wave = null, masks = null } = augmentation ?? {};
          const same = JSON.stringify([place, wave]);
          // A crop may be silent where its recording is not: an empty array says so.
          if (samples === undefined) stored = { data: new Float32Array(0), shape: [0] };
          else {
            if (plain?.of !== same) {
              plain = {
                of: same,
                planes: frontEnd.compute(
                  prepareSamples(samples, augmentation, settings, frontEnd.isWaveform),
                  settings,
                ),
              };
            }
            stored = masks ? maskPlanes(plain.planes, masks) : plain.planes;
          }
          await store.write(key, stored);
          computed++;
        }
        if (stored.data.length === 0) continue;
        keys.push(key);
        stretches.push({ of, place });
        shape = stored.shape;
      }
    }
  } catch (error) {
    if (DspError.isInstance(error) || error instanceof Unusable) return { problem: error.message };
    if (error instanceof SerError) return { failure: error.message };
    throw error;
  }
  return { keys, stretches, shape, computed, missing, nativeRate: lookOnly ? 0 : await clip.nativeRate() };
}

/** The numbers of a clip's windows that say something, from the store or found now; undefined where it is only looked. */
async function usableWindows(
  clip: OpenClip,
  store: ArrayStore,
  of: object,
  lookOnly: boolean | undefined,
): Promise<number[] | undefined> {
  const key = digest({ windows: WINDOWS_VERSION, ...of });
  const stored = await store.read(key);
  if (stored) return [...stored.data];
  if (lookOnly) return undefined;
  const windows = await clip.usableWindows();
  await store.write(key, { data: Float32Array.from(windows), shape: [windows.length] });
  return windows;
}

/** A recording of which nothing can be used. */
class Unusable extends Error {}

/** A clip at the rate of its file. */
interface Native {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** A clip that is decoded when its samples are asked for, as far as they are needed. */
class OpenClip {
  readonly #recording: OpenRecording;
  readonly #task: ClipTask;
  #start: Float32Array | undefined;
  #native: Native | undefined;

  constructor(recording: OpenRecording, task: ClipTask) {
    this.#recording = recording;
    this.#task = task;
  }

  /** Rate of the file, in Hz. */
  async nativeRate(): Promise<number> {
    return (this.#native ?? (await this.#recording.load({ sampleRate: null, duration: 0 }))).sampleRate;
  }

  /** The samples of a stretch at the rate of the settings; undefined for a silent crop. */
  async samplesAt(place: Place): Promise<Float32Array | undefined> {
    if (place === 'start') return this.#samplesAtStart();
    const whole = await this.#whole();
    const starts = this.#windowStarts(whole);
    const last = whole.samples.length - this.#size(whole);
    const first =
      typeof place === 'object' && 'crop' in place
        ? Math.max(0, Math.floor(place.crop * (last + 1)))
        : starts[(place as { window: number }).window]!;
    const stretch = this.#stretchAt(whole, first);
    return stretch.every((sample) => sample === 0) ? undefined : stretch;
  }

  /**
   * The numbers of the windows that say something. Where none does, all that are not silent: a file has an answer, if only
   * one that says how little it rests on.
   */
  async usableWindows(): Promise<number[]> {
    const whole = await this.#whole();
    const size = Math.floor(this.#task.settings.duration * this.#task.settings.sampleRate);
    const reasons = this.#windowStarts(whole).map((first) => {
      const stretch = this.#stretchAt(whole, first);
      return judgeStretch(stretch, { sampleRate: this.#task.settings.sampleRate, size });
    });
    const usable = numbersWhere(reasons, (reason) => reason === undefined);
    const heard = usable.length > 0 ? usable : numbersWhere(reasons, (reason) => reason !== 'silent');
    if (heard.length === 0) throw new Unusable('it is silent: every sample is zero');
    return heard;
  }

  async #samplesAtStart(): Promise<Float32Array> {
    if (this.#start) return this.#start;
    const { sampleRate, duration } = this.#task.settings;
    const { start = 0, end = Number.POSITIVE_INFINITY } = this.#task;
    const { samples } = await this.#recording.load({
      sampleRate,
      duration: Math.min(duration, end - start),
      ...(start > 0 && { offset: start }),
    });
    if (samples.length === 0) throw new Unusable('it holds no audio');
    if (samples.every((sample) => sample === 0)) throw new Unusable('it is silent: every sample is zero');
    this.#start = samples;
    return samples;
  }

  async #whole(): Promise<Native> {
    if (this.#native) return this.#native;
    const { start = 0, end } = this.#task;
    const native = await this.#recording.load({
      sampleRate: null,
      ...(start > 0 && { offset: start }),
      ...(end !== undefined && { duration: end - start }),
    });
    if (native.samples.length === 0) throw new Unusable('it holds no audio');
    this.#native = native;
    return native;
  }

  /** Length of a stretch in frames of the file. */
  #size({ sampleRate }: Native): number {
    return Math.max(1, Math.trunc(this.#task.settings.duration * sampleRate));
  }

  #windowStarts(whole: Native): number[] {
    return windowStarts(whole.samples.length, this.#size(whole));
  }

  #stretchAt(whole: Native, first: number): Float32Array {
    return resample(whole.samples.subarray(first, first + this.#size(whole)), {
      from: whole.sampleRate,
      to: this.#task.settings.sampleRate,
    });
  }
}

function numbersWhere<T>(items: readonly T[], holds: (item: T) => boolean): number[] {
  return items.flatMap((item, i) => (holds(item) ? [i] : []));
}
