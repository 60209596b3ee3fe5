import { type BackboneName, backboneGraph, type FreezeOption, familyOf } from '@ser/models';
import { usageError } from '../errors.ts';
import { MODELS, type ModelName } from '../models.ts';
import { nearest } from '../settings/nearest.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * What the second phase leaves frozen of a model's backbone; null where there is none, because only the head is trained.
 *
 * @throws {SerError} where the model has no layer of that name.
 */
export function freezeOption(model: ModelName, train: Settings['train']): FreezeOption | null {
  if (train === 'head') return null;
  if (train === 'full') return 'none';
  const { backbone } = MODELS[model];
  const { lastBlock } = familyOf(backbone);
  if (train === 'last-block') return { before: lastBlock };
  const before = train.slice('from:'.length);
  const names = trainableLayers(backbone);
  if (names.some((name) => name === before || name.startsWith(`${before}_`))) return { before };
  const similar = nearest(before, names, 3);
  throw usageError(
    `train: ${model} has no layer "${before}"${similar.length > 0 ? `; near it: ${similar.join(', ')}` : ''}. ` +
      `Name a layer from ${names[0]} to ${names.at(-1)} or a block such as ${lastBlock}, or take last-block, which fits every model.`,
  );
}

/** Back ends that fine-tune in reasonable time. */
const NATIVE: readonly string[] = ['gpu', 'node', 'webgpu'];

/** Whether `fineTuneOn` leaves the second phase out on a back end. */
export function isLeftOut({ train, fineTuneOn }: Pick<Settings, 'train' | 'fineTuneOn'>, backend: string): boolean {
  return train !== 'head' && fineTuneOn === 'native' && !NATIVE.includes(backend);
}

function trainableLayers(backbone: BackboneName): string[] {
  return backboneGraph(backbone)
    .layers.filter(({ type }) => type === 'conv2d' || type === 'batchNormalization')
    .map(({ name }) => name);
}
