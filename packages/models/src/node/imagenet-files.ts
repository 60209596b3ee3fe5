import type { BackboneName } from '../families/image-families.ts';
import { imageFamilies } from '../families/image-families.ts';
import type { WeightFile } from '../families/image-family.ts';

/** The official ImageNet weight files by backbone, as the families name them. */
export const IMAGENET_FILES: Readonly<Record<BackboneName, WeightFile>> = Object.fromEntries(
  imageFamilies.flatMap(({ networks }) =>
    Object.entries(networks).map(([name, { weightFile }]) => [name, weightFile] as const),
  ),
) as Record<BackboneName, WeightFile>;
