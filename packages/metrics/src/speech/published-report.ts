/** A published classification report, in the units papers print. */
export interface PublishedReport {
  /** Averages, in percent. */
  readonly overall: {
    readonly accuracy: number;
    readonly macroF1: number;
    readonly weightedF1: number;
    readonly macroPrecision: number;
    readonly macroRecall: number;
  };
  /** Scores of each class in [0, 1], with its number of true items. */
  readonly classes: Readonly<Record<string, PublishedClass>>;
}

/** One class of a {@link PublishedReport}. */
export interface PublishedClass {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}
