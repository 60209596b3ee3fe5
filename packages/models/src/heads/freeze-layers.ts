import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { imageFamilies } from '../families/image-families.ts';

/**
 * What of a model is frozen: everything, nothing, or everything before a block.
 *
 * `{ before: 'block5' }` trains the first layer whose name is `block5` or begins with `block5_`, and all after it.
 */
export type FreezeOption = 'all' | 'none' | { readonly before: string };

/**
 * Freezes or unfreezes the layers of a model, in the model itself.
 *
 * Frozen layers keep their weights, and batch normalization its statistics, in `train`. Call `train` again afterwards: it
 * makes a new optimizer.
 *
 * @throws {ModelsError} `invalid-option` when no layer has the name; the message lists the blocks there are.
 */
export function freezeLayers(model: tf.LayersModel, freeze: FreezeOption): void {
  let first = freeze === 'none' ? 0 : model.layers.length;
  if (typeof freeze === 'object') {
    const { before } = freeze;
    first = model.layers.findIndex(({ name }) => name === before || name.startsWith(`${before}_`));
    if (first < 0) {
      const blocks = new Set(model.layers.map(({ name }) => blockOf(name) ?? name));
      throw new ModelsError(
        'invalid-option',
        `No layer is named "${before}" or begins with "${before}_". Name a layer, or one of ${[...blocks].join(', ')}.`,
      );
    }
  }
  model.layers.forEach((layer, i) => {
    layer.trainable = i >= first;
  });
}

/** The block of a layer, by the family that has blocks of such a name. */
function blockOf(layer: string): string | undefined {
  for (const family of imageFamilies) {
    const block = family.blockOf(layer);
    if (block) return block;
  }
  return undefined;
}
