import { usageError } from './errors.ts';

/** The three published models by their published names: which backbone, and which learning rate. */
export const MODELS = {
  ResNet101: { backbone: 'resnet101v2', learningRate: 1e-4 },
  VGG16: { backbone: 'vgg16', learningRate: 1e-4 },
  VGG19: { backbone: 'vgg19', learningRate: 1.55e-4 },
} as const;

/** `ResNet101`, `VGG16` or `VGG19`. */
export type ModelName = keyof typeof MODELS;

/** All three, in the order of the published table. */
export const MODEL_NAMES: readonly ModelName[] = Object.keys(MODELS) as ModelName[];

/** Reads `--model`: published or Keras names in any case, several by commas, or `all`. */
export function readModelNames(text: string): ModelName[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 1 && names[0]!.toLowerCase() === 'all') return [...MODEL_NAMES];
  const found = names.map((given) => {
    const wanted = given.toLowerCase();
    const name = MODEL_NAMES.find((n) => n.toLowerCase() === wanted || MODELS[n].backbone === wanted);
    if (!name) {
      const known = MODEL_NAMES.map((n) => `${n} (${MODELS[n].backbone})`).join(', ');
      throw usageError(
        `--model: there is no model "${given}". Choose from ${known}, several separated by commas, or all.`,
      );
    }
    return name;
  });
  if (found.length === 0) throw usageError('--model: name at least one of ResNet101, VGG16, VGG19, or all.');
  return [...new Set(found)];
}
