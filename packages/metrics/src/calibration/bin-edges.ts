import { MetricsError } from '../errors.ts';

/** The `nBins + 1` edges of equally wide bins over [0, 1], as NumPy's `linspace` computes them. */
export function uniformEdges(nBins: number): Float64Array {
  const step = 1 / nBins;
  return Float64Array.from({ length: nBins + 1 }, (_, i) => (i === nBins ? 1 : i * step));
}

/**
 * Asserts a number of bins.
 *
 * @throws {MetricsError} `INVALID_OPTION`.
 */
export function checkBins(nBins: number): void {
  if (!Number.isInteger(nBins) || nBins < 1) {
    throw new MetricsError('INVALID_OPTION', `nBins must be an integer of at least 1, received ${String(nBins)}.`);
  }
}
