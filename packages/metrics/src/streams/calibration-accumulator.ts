import type { ClosedSide } from '../calibration/bin-edges.ts';
import { addToBins, type BinRule, type BinTotals, emptyBins } from '../calibration/confidence-bins.ts';
import { type CalibrationNorm, calibrationErrorOfBins } from '../calibration/expected-calibration-error.ts';
import { binsOfTotals, type ReliabilityBin } from '../calibration/reliability-bins.ts';
import { MetricsError } from '../errors.ts';
import type { ProbabilityOptions } from '../probability/check-probabilities.ts';

/** State of a {@link CalibrationAccumulator} as plain JSON. */
export interface CalibrationState {
  readonly closed: ClosedSide;
  readonly counts: readonly number[];
  readonly confidences: readonly number[];
  readonly correct: readonly number[];
}

/**
 * Bins confidences batch by batch, on one machine or on many, for the calibration error and the reliability diagram of the whole.
 */
export class CalibrationAccumulator {
  readonly #closed: ClosedSide;
  readonly #totals: BinTotals;

  /** @throws {MetricsError} `invalid-option` for the bin rule. */
  constructor({ nBins = 15, closed = 'right' }: BinRule = {}) {
    this.#closed = closed;
    this.#totals = emptyBins(nBins);
  }

  /**
   * Adds a batch; give `labels` or `classes`, as a batch may lack a class.
   *
   * @throws {MetricsError} for unusable inputs.
   */
  update(batch: ProbabilityOptions): this {
    addToBins(this.#totals, { ...batch, closed: this.#closed });
    return this;
  }

  /**
   * Adds what another accumulator has binned; the other stays as it is.
   *
   * @throws {MetricsError} `incompatible-state` for another bin rule.
   */
  merge(other: CalibrationAccumulator): this {
    if (other.#closed !== this.#closed || other.#totals.counts.length !== this.#totals.counts.length) {
      throw new MetricsError('incompatible-state', 'Only accumulators of the same bin rule merge.');
    }
    this.#add(other.#totals);
    return this;
  }

  /** Bins of the reliability diagram so far. */
  bins(): ReliabilityBin[] {
    return binsOfTotals(this.#totals);
  }

  /** Calibration error so far; NaN before the first item. */
  error(norm: CalibrationNorm = 'l1'): number {
    return this.#totals.counts.some((n) => n !== 0) ? calibrationErrorOfBins(this.bins(), norm) : Number.NaN;
  }

  /** The state as plain JSON, for another process. */
  toJSON(): CalibrationState {
    const { counts, confidences, correct } = this.#totals;
    return {
      closed: this.#closed,
      counts: Array.from(counts),
      confidences: Array.from(confidences),
      correct: Array.from(correct),
    };
  }

  /**
   * An accumulator that goes on from a state.
   *
   * @throws {MetricsError} `incompatible-state` for anything that `toJSON` did not write.
   */
  static fromJSON(state: CalibrationState): CalibrationAccumulator {
    const { closed, counts, confidences, correct } = state ?? {};
    const isWhole =
      (closed === 'right' || closed === 'left') &&
      [counts, confidences, correct].every(
        (totals) => Array.isArray(totals) && totals.length === counts.length && totals.every(Number.isFinite),
      );
    if (!isWhole) {
      throw new MetricsError(
        'incompatible-state',
        'The state must hold a bin rule and three equally long lists of totals.',
      );
    }
    const accumulator = new CalibrationAccumulator({ nBins: counts.length, closed });
    accumulator.#add({
      counts: Float64Array.from(counts),
      confidences: Float64Array.from(confidences),
      correct: Float64Array.from(correct),
    });
    return accumulator;
  }

  #add(totals: BinTotals): void {
    for (const name of ['counts', 'confidences', 'correct'] as const) {
      const own = this.#totals[name];
      totals[name].forEach((value, bin) => {
        own[bin]! += value;
      });
    }
  }
}
