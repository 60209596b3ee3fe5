import type { ClassCounts } from '../input/class-counts.ts';
import type { Label } from '../input/label.ts';
import type { MetricsWarning } from '../warnings.ts';

/** One line of a report. */
export interface ReportRow {
  /** Class or average. */
  readonly name: string;
  /** tp / (tp + fp), in [0, 1] or NaN. */
  readonly precision: number;
  /** tp / (tp + fn), in [0, 1] or NaN. */
  readonly recall: number;
  /** 2·tp / (2·tp + fp + fn), in [0, 1] or NaN. */
  readonly f1: number;
  /** Number (or weight) of true items. */
  readonly support: number;
}

/** One line of scikit-learn's `output_dict`. */
export interface ReportEntry {
  readonly precision: number;
  readonly recall: number;
  readonly 'f1-score': number;
  readonly support: number;
}

/** scikit-learn's `output_dict`: a bare number under `accuracy`, entries everywhere else. */
export type ReportDictionary = Record<string, ReportEntry | number>;

/** What a {@link ClassificationReport} is made of. */
export interface ReportParts {
  /** Labels of the rows, in order. */
  readonly labels: readonly Label[];
  /** Totals that the scores were computed from. */
  readonly counts: ClassCounts;
  /** One row per class. */
  readonly classes: readonly ReportRow[];
  /** Share of correct items; undefined when `labels` leave out a label that occurs, as then only the micro average exists. */
  readonly accuracy: number | undefined;
  /** Scores of the pooled counts; all three equal the accuracy when every label is covered. */
  readonly microAverage: ReportRow;
  /** Plain mean over the classes; its recall is the UAR when every class has support. */
  readonly macroAverage: ReportRow;
  /** Mean over the classes weighted by support; its recall is the accuracy when every label is covered. */
  readonly weightedAverage: ReportRow;
  /** Decimals of the printed scores. */
  readonly digits: number;
  /** What was undefined on the way. */
  readonly warnings: readonly MetricsWarning[];
}

/** A classification report as data; print it with `String(report)`, or give it to `toMarkdown`, `toCsv`, `toLatex`. */
export interface ClassificationReport extends ReportParts {
  /** scikit-learn's text, with its final newline. */
  toString(): string;
  /** scikit-learn's `output_dict`, so that `JSON.stringify(report)` is what Python's `json.dumps` would hold. */
  toJSON(): ReportDictionary;
}
