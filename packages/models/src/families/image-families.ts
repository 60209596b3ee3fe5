import { ModelsError } from '../errors.ts';
import type { ImageFamily } from './image-family.ts';
import { resnetV2 } from './resnet-v2/resnet-v2.ts';
import { vgg } from './vgg/vgg.ts';

/** The families of networks that take images; a new one is a row here. */
export const imageFamilies: readonly [typeof vgg, typeof resnetV2] = [vgg, resnetV2];

type NamesOf<Family> = Family extends ImageFamily<infer Name> ? Name : never;

/** Name of a backbone. */
export type BackboneName = NamesOf<(typeof imageFamilies)[number]>;

/** The backbones of this package, by the names of `keras.applications` in lower case. */
export const backboneNames: readonly BackboneName[] = imageFamilies.flatMap(
  ({ networks }) => Object.keys(networks) as BackboneName[],
);

/**
 * The family that has a network of this name.
 *
 * @throws ModelsError `invalid-option` for a name that no family has.
 */
export function familyOf(name: string, families: readonly ImageFamily[] = imageFamilies): ImageFamily {
  const family = families.find(({ networks }) => Object.hasOwn(networks, name));
  if (family) return family;
  const known = families.flatMap(({ networks }) => Object.keys(networks));
  throw new ModelsError('invalid-option', `Unknown backbone ${JSON.stringify(name)}; known are ${known.join(', ')}.`);
}
