import { usageError } from '../errors.ts';
import { didYouMean } from '../settings/nearest.ts';
import { encoderModel } from './encoder-model.ts';
import type { Model, ModelName } from './model.ts';
import { BASELINE, MODELS } from './models.ts';
import { isNetworkSource } from './network-source.ts';

/** What `--model` takes, in words: `ResNet101, VGG16, VGG19`. */
export const MODEL_NAMES: readonly ModelName[] = MODELS.map(({ name }) => name);

/** What `--model all` means: the published models. */
export function allModels(): Model[] {
  return MODELS.filter(({ isPublished }) => isPublished);
}

/** The model of that name, in any case. */
export function findModel(given: string): Model | undefined {
  const wanted = given.toLowerCase();
  return MODELS.find(({ name, also }) => [name, ...also].some((known) => known.toLowerCase() === wanted));
}

/**
 * Reads `--model`: names in any case, folders or repositories of speech encoders, several by commas, or `all`; none is left
 * where it asks for the baseline alone.
 */
export function readModels(text: string): Model[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 1 && names[0]!.toLowerCase() === 'all') return allModels();
  const found = names.flatMap((given) => {
    if (given.toLowerCase() === BASELINE) return [];
    const model = isNetworkSource(given) ? encoderModel(given) : findModel(given);
    if (model) return model;
    const known = MODELS.map(({ name, also }) => [name, ...also.map((other) => `(${other})`)].join(' ')).join(', ');
    throw usageError(
      `--model: there is no model "${given}"${didYouMean(given, [...MODEL_NAMES, BASELINE])} Choose from ${known}, ${BASELINE}, several separated by commas, or all; or name a speech encoder, by its folder or as owner/name on the hub.`,
    );
  });
  if (names.length === 0)
    throw usageError(`--model: name at least one of ${MODEL_NAMES.join(', ')}, ${BASELINE}, or all.`);
  return [...new Set(found)];
}

/** Order of models by the table; others follow by name, and the baseline comes last. */
export function byModel(a: ModelName, b: ModelName): number {
  const rank = (name: ModelName): number => {
    const at = MODEL_NAMES.indexOf(name);
    return at >= 0 ? at : MODEL_NAMES.length + (name === BASELINE ? 1 : 0);
  };
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
