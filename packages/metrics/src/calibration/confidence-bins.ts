import { checkCount, checkOneOf } from '../input/check-option.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { checkProbabilities, type ProbabilityOptions } from '../probability/check-probabilities.ts';
import { binOf, type ClosedSide, uniformEdges } from './bin-edges.ts';

/** How confidences are binned. */
export interface BinRule {
  /**
   * Number of equally wide bins over [0, 1], ≥ 1.
   * @default 15
   */
  readonly nBins?: number | undefined;
  /**
   * Which side of a bin belongs to it: `'right'`, bins (lower, upper] as in Guo et al.'s code, or `'left'`, bins [lower, upper) with
   * 1 in the last.
   * @default 'right'
   */
  readonly closed?: ClosedSide | undefined;
}

/** Options of everything that compares confidence with accuracy. */
export interface CalibrationOptions extends ProbabilityOptions, BinRule {}

/** Totals of each bin; they add up over shards. */
export interface BinTotals {
  readonly counts: OwnedFloat64;
  readonly confidences: OwnedFloat64;
  readonly correct: OwnedFloat64;
}

/** Totals of `nBins` empty bins. */
export function emptyBins(nBins: number): BinTotals {
  checkCount('nBins', nBins);
  return { counts: new Float64Array(nBins), confidences: new Float64Array(nBins), correct: new Float64Array(nBins) };
}

/**
 * Adds each item's confidence, its largest probability (the first of equal ones), to its bin.
 *
 * @throws {MetricsError} what unusable probabilities, labels or weights throw, and `invalid-option` for the bin rule.
 */
export function addToBins(totals: BinTotals, options: CalibrationOptions): void {
  const { closed = 'right', sampleWeight } = options;
  checkOneOf('closed', closed, ['right', 'left']);
  const { values, rows, columns, columnOf } = checkProbabilities(options);
  const nBins = totals.counts.length;
  const edges = uniformEdges(nBins);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let j = 1; j < columns; j++) if (values[i * columns + j]! > values[i * columns + best]!) best = j;
    const confidence = values[i * columns + best]!;
    const bin = binOf(confidence, edges, closed);
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    totals.counts[bin]! += weight;
    totals.confidences[bin]! += weight * confidence;
    if (best === columnOf[i]) totals.correct[bin]! += weight;
  }
}
