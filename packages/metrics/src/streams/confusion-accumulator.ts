import { MetricsError } from '../errors.ts';
import { checkLabels } from '../input/check-labels.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import type { ClassCounts } from '../input/class-counts.ts';
import { confusionCounts } from '../input/confusion-counts.ts';
import { type Label, quoteLabels } from '../input/label.ts';
import { positionsOf } from '../input/positions-of.ts';
import type { ReportLayout } from '../report/classification-report.ts';
import type { ClassificationReport } from '../report/report.ts';
import { reportFromCounts } from '../report/report-from-counts.ts';
import { margins } from '../scores/margins.ts';
import { collectWarnings, type OnWarning } from '../warnings.ts';

/** Options of {@link ConfusionAccumulator}. */
export interface ConfusionAccumulatorOptions {
  /** Every class of the task, in the order of reports; batches may lack some of them, but hold no other. */
  readonly labels: ArrayLike<Label>;
}

/** State of a {@link ConfusionAccumulator} as plain JSON. */
export interface ConfusionState {
  readonly labels: readonly Label[];
  /** Rows true, columns predicted. */
  readonly matrix: readonly (readonly number[])[];
  /** Whether any item had a weight. */
  readonly weighted: boolean;
}

/**
 * Counts predictions batch by batch, on one machine or on many: parts merge into what the whole would have given, exactly for
 * plain counts and to rounding for weights.
 *
 * @example
 * const total = new ConfusionAccumulator({ labels: ['calm', 'sad'] });
 * total.update({ yTrue: ['calm'], yPred: ['sad'] });
 * total.merge(ConfusionAccumulator.fromJSON(stateOfAnotherShard));
 * String(total.report());
 */
export class ConfusionAccumulator {
  /** The classes, in order. */
  readonly labels: readonly Label[];
  readonly #counts: Float64Array;
  #weighted = false;

  /** @throws {MetricsError} `invalid-labels` for empty, repeated or unusable labels. */
  constructor({ labels }: ConfusionAccumulatorOptions) {
    checkLabels(labels);
    this.labels = Array.from(labels);
    this.#counts = new Float64Array(this.labels.length ** 2);
  }

  /**
   * Adds a batch.
   *
   * @throws {MetricsError} for unusable inputs, `unknown-label` for a label that is not among the classes; nothing is added then.
   */
  update(batch: TargetOptions): this {
    const targets = checkTargets(batch);
    positionsOf(targets.labels, this.labels);
    this.#add(confusionCounts(targets, this.labels).counts);
    if (batch.sampleWeight !== undefined) this.#weighted = true;
    return this;
  }

  /**
   * Adds what another accumulator has counted; the other stays as it is.
   *
   * @throws {MetricsError} `incompatible-state` for other classes or another order.
   */
  merge(other: ConfusionAccumulator): this {
    const { labels } = other;
    if (labels.length !== this.labels.length || labels.some((label, k) => label !== this.labels[k])) {
      throw new MetricsError(
        'incompatible-state',
        `Only accumulators of the same labels merge: ${quoteLabels(this.labels)} here, ${quoteLabels(labels)} there.`,
      );
    }
    this.#add(other.#counts);
    this.#weighted ||= other.#weighted;
    return this;
  }

  /** The confusion matrix so far, by rows: rows true, columns predicted. `new Matrix(rows)` makes it an ml-matrix. */
  rows(): number[][] {
    const size = this.labels.length;
    return this.labels.map((_, i) => Array.from(this.#counts.subarray(i * size, (i + 1) * size)));
  }

  /**
   * The classification report so far; with all classes fixed it shows those without items, too.
   *
   * @throws {MetricsError} `empty-input` before the first item.
   */
  report(layout: ReportLayout & { readonly onWarning?: OnWarning | undefined } = {}): ClassificationReport {
    const { warnings, warn } = collectWarnings(layout.onWarning);
    return reportFromCounts(this.#classCounts(), layout, warnings, warn);
  }

  /** The state as plain JSON, for another process. */
  toJSON(): ConfusionState {
    return { labels: this.labels, matrix: this.rows(), weighted: this.#weighted };
  }

  /**
   * An accumulator that goes on from a state.
   *
   * @throws {MetricsError} `incompatible-state` for anything that `toJSON` did not write.
   */
  static fromJSON(state: ConfusionState): ConfusionAccumulator {
    const size = state?.labels?.length;
    const isSquare =
      Array.isArray(state?.matrix) &&
      state.matrix.length === size &&
      state.matrix.every((row) => row.length === size && row.every(Number.isFinite));
    if (!isSquare) {
      throw new MetricsError('incompatible-state', 'The state must hold labels and a square matrix of finite numbers.');
    }
    const accumulator = new ConfusionAccumulator({ labels: state.labels });
    accumulator.#add(Float64Array.from(state.matrix.flat()));
    accumulator.#weighted = state.weighted === true;
    return accumulator;
  }

  #add(counts: Float64Array): void {
    for (let cell = 0; cell < counts.length; cell++) this.#counts[cell]! += counts[cell]!;
  }

  #classCounts(): ClassCounts {
    const { hits, rows: support, columns: predicted } = margins(this.#counts, this.labels.length);
    if (!support.some((n) => n !== 0)) {
      throw new MetricsError('empty-input', 'Nothing has been counted yet; at least one item is needed.');
    }
    const floatSupport = this.#weighted || !hits.some((n) => n !== 0);
    return { labels: this.labels, truePositives: hits, predicted, support, coversAll: true, floatSupport };
  }
}
