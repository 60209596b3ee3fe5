import { MetricsError } from '../errors.ts';
import type { OnWarning } from '../warnings.ts';

/**
 * Warns when some values were undefined and left out.
 *
 * @throws {MetricsError} `undefined-result` when fewer than `needed` are left.
 */
export function checkDefined(left: number, of: number, what: string, needed: number, warn: OnWarning): void {
  const message = `${of - left} of ${of} ${what} had no defined score.`;
  if (left < needed) throw new MetricsError('undefined-result', message);
  if (left < of) warn({ code: 'undefined-replicates', message });
}
