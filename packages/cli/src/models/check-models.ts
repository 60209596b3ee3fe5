import type { LoadContext, LoadedBackbone, Model } from './model.ts';

/**
 * Looks for what models need (weights, encoders) before any work.
 *
 * @returns The backbone that was opened for it, where there is one model: several large encoders need not fit into memory at once.
 * @throws {SerError} where something is missing.
 */
export async function checkModels(
  models: readonly Model[],
  weights: string | undefined,
  context: LoadContext,
): Promise<LoadedBackbone | undefined> {
  let opened: LoadedBackbone | undefined;
  for (const model of models) {
    const loaded = await model.check?.(weights, context);
    if (models.length === 1) opened = loaded;
  }
  return opened;
}
