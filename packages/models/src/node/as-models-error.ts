import { FilesError } from '@ser/files';
import { ModelsError, type ModelsErrorCode } from '../errors.ts';

/** An error of the files below as one of this package, with the same words; any other passes. */
export function asModelsError(cause: unknown, code: ModelsErrorCode): unknown {
  return FilesError.isInstance(cause) ? new ModelsError(code, cause.message, { cause }) : cause;
}
