import type { ClassCounts } from '../input/class-counts.ts';
import type { Label } from '../input/label.ts';
import type { Cell, Table, Tabular } from '../table/table.ts';
import type { MetricsWarning } from '../warnings.ts';
import { reportText } from './report-text.ts';

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
  readonly counts: ClassCounts;
  readonly classes: readonly ReportRow[];
  readonly accuracy: number | undefined;
  readonly microAverage: ReportRow;
  readonly macroAverage: ReportRow;
  readonly weightedAverage: ReportRow;
  readonly digits: number;
  readonly warnings: readonly MetricsWarning[];
}

/** A classification report as data; print it with `String(report)`, or give it to `toMarkdown`, `toCsv`, `toLatex`. */
export class ClassificationReport implements Tabular {
  /** Labels of the rows, in order. */
  readonly labels: readonly Label[];
  /** Totals that the scores were computed from. */
  readonly counts: ClassCounts;
  /** One row a class. */
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

  constructor(parts: ReportParts) {
    this.labels = parts.counts.labels;
    this.counts = parts.counts;
    this.classes = parts.classes;
    this.accuracy = parts.accuracy;
    this.microAverage = parts.microAverage;
    this.macroAverage = parts.macroAverage;
    this.weightedAverage = parts.weightedAverage;
    this.digits = parts.digits;
    this.warnings = parts.warnings;
  }

  /** scikit-learn's text, with its final newline. */
  toString(): string {
    return reportText(this);
  }

  /** scikit-learn's `output_dict`, so that `JSON.stringify(report)` is what Python's `json.dumps` would hold. */
  toJSON(): ReportDictionary {
    const entry = ({ precision, recall, f1, support }: ReportRow): ReportEntry => ({
      precision,
      recall,
      'f1-score': f1,
      support,
    });
    // A prototype-free map first: a class may be called `__proto__`.
    const entries = new Map<string, ReportEntry | number>();
    for (const row of this.classes) entries.set(row.name, entry(row));
    if (this.accuracy !== undefined) entries.set('accuracy', this.accuracy);
    else entries.set('micro avg', entry(this.microAverage));
    entries.set('macro avg', entry(this.macroAverage));
    entries.set('weighted avg', entry(this.weightedAverage));
    return Object.fromEntries(entries);
  }

  /** The printed rows as a table. */
  toTable(): Table {
    const row = ({ name, precision, recall, f1, support }: ReportRow): Cell[] => [name, precision, recall, f1, support];
    const overall: Cell[] =
      this.accuracy === undefined
        ? row(this.microAverage)
        : ['accuracy', null, null, this.accuracy, this.microAverage.support];
    return {
      header: ['class', 'precision', 'recall', 'f1-score', 'support'],
      rows: [...this.classes.map(row), overall, row(this.macroAverage), row(this.weightedAverage)],
      digits: this.digits,
      integerColumns: [4],
    };
  }
}
