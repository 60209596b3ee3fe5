import { FilesError, reasonOf } from '@ser/files';
import { RavdessError, type RavdessErrorCode } from '../../errors.ts';

/** An error of the files below as one of this package, with the same words; any other passes. */
export function asRavdessError(cause: unknown): unknown {
  if (!FilesError.isInstance(cause)) return cause;
  const { code, message, received, allowed } = cause;
  const own: Readonly<Partial<Record<string, RavdessErrorCode>>> = {
    network: 'network',
    checksum: 'checksum',
    locked: 'locked',
    'invalid-option': 'invalid-option',
  };
  return new RavdessError(own[code] ?? 'file', message, { received, allowed, cause });
}

/** An error of the file system as this package's. */
export function fileError(what: string, cause: unknown): RavdessError {
  return new RavdessError('file', `${what}: ${reasonOf(cause)}.`, { cause });
}
