import type { SampleSource } from '@ser/models';
import type { Example } from '../../corpus/clip.ts';
import type { ArrayStore } from '../../files/array-store.ts';
import type { ModelInput } from '../../models/model.ts';
import type { Settings } from '../../settings/settings.ts';

export interface ImageSourceOptions {
  /** Store of the feature planes, and the key of each example's in it. */
  readonly features: ArrayStore;
  readonly featureKeys: ReadonlyMap<Example, string>;
  /** How an image is made of them. */
  readonly make: ModelInput['make'];
  readonly settings: Settings;
}

/** The images of some examples, made from the stored features when they are asked for: no more are in memory than a batch. */
export function imageSource(
  examples: readonly Example[],
  { features, featureKeys, make, settings }: ImageSourceOptions,
): SampleSource {
  return {
    length: examples.length,
    async read(indices) {
      let batch: Float32Array | undefined;
      for (const [row, index] of indices.entries()) {
        const key = featureKeys.get(examples[index]!)!;
        const planes = await features.read(key);
        if (!planes)
          throw new Error(`The stored features ${key} vanished while they were in use; run the command again.`);
        const { data } = make(planes, settings);
        batch ??= new Float32Array(indices.length * data.length);
        batch.set(data, row * data.length);
      }
      return batch ?? new Float32Array();
    },
  };
}
