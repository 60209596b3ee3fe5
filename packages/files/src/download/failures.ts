import { FilesError } from '../errors.ts';

/** A failure that another attempt may mend. */
export class TransientFailure extends Error {
  override readonly name: string = 'TransientFailure';
  /** How long the server asked to wait, in seconds. */
  readonly wait: number | undefined;

  constructor(message: string, options: { readonly wait?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.wait = options.wait;
  }
}

/** The part on disk and the server do not agree: begin anew. */
export class UnusablePart extends TransientFailure {
  override readonly name: string = 'UnusablePart';
}

/** What came is not the file: begin anew, but not for ever. */
export class WrongBytes extends TransientFailure {
  override readonly name: string = 'WrongBytes';
}

/** Too many requests, and the server's own trouble. */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The failure of an answer that carries no part of the file: transient, or final for what another attempt cannot mend.
 *
 * @param now Time in milliseconds, against which a `Retry-After` date is read.
 */
export function statusFailure(response: Response, url: string, now: number): TransientFailure | FilesError {
  const message = `${url} answered ${response.status} ${response.statusText}`.trim();
  if (TRANSIENT.has(response.status)) {
    return new TransientFailure(message, { wait: retryAfter(response.headers.get('retry-after'), now) });
  }
  return new FilesError(
    'network',
    `${message}, which another attempt cannot mend. Check the address and your access.`,
    { received: String(response.status), allowed: '200 or 206' },
  );
}

/** `Retry-After` in seconds; the header holds seconds or an HTTP date (RFC 9110 §10.2.3). */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
