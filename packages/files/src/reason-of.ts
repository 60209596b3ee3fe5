import { printable } from './printable.ts';

/** Causes that are looked behind: more would be a circle. */
const DEEPEST = 5;

/**
 * Why something failed, in one printable line: the message of an error and of the errors behind it.
 *
 * `fetch failed` alone says nothing; `fetch failed: connect ECONNREFUSED 127.0.0.1:9` does.
 */
export function reasonOf(error: unknown): string {
  const parts: string[] = [];
  let current = error;
  for (let depth = 0; depth < DEEPEST && current !== undefined; depth++) {
    const text = messageOf(current);
    if (text !== '' && !parts.some((part) => part.includes(text))) parts.push(text);
    current = current instanceof Error ? (current.cause ?? firstOf(current)) : undefined;
  }
  return printable(parts.join(': ') || 'no reason was given', { maxLength: 300 });
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
}

/** One connection to a name with several addresses fails as often. */
function firstOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : undefined;
}

/** What a failure of the file system means, in words; the system's own message for what is rare. */
export function explainSystemError(error: unknown): string {
  const { code, syscall } = error as NodeJS.ErrnoException;
  // What mkdir with parents says of a read-only place.
  if (code === 'ENOENT' && syscall === 'mkdir')
    return 'the folder cannot be made: what it stands in is read-only or missing';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EFBIG':
      return 'the file would be larger than is allowed here (ulimit -f)';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'the folder is not writable';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder is needed';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open (ulimit -n)';
    default:
      return reasonOf(error);
  }
}
