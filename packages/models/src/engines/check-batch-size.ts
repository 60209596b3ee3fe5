import { ModelsError } from '../errors.ts';

/**
 * The number of inputs that are computed at a time, 8 unless told.
 *
 * @throws ModelsError `invalid-option` for what is no whole number from 1.
 */
export function checkBatchSize({ batchSize = 8 }: { readonly batchSize?: number | undefined }): number {
  if (Number.isInteger(batchSize) && batchSize >= 1) return batchSize;
  throw new ModelsError('invalid-option', `batchSize must be a whole number from 1; received ${batchSize}.`);
}
