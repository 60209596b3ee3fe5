/** What a warning is about; stable across releases. */
export type MetricsWarningCode =
  | 'undefined-metric'
  | 'single-label'
  | 'unseen-class'
  | 'negative-weight'
  | 'name-collision'
  | 'ignored-option'
  | 'trivial-score'
  | 'rows-not-normalized'
  | 'label-order'
  | 'few-groups'
  | 'groups-ignored'
  | 'undefined-replicates'
  | 'not-converged';

/** Something the caller should know about a result that was computed all the same. The package never prints it. */
export interface MetricsWarning {
  /** Stable reason, for programs. */
  readonly code: MetricsWarningCode;
  /** What happened, and which option controls it. */
  readonly message: string;
}

/** Receives each warning once, while the call that caused it is running. */
export type OnWarning = (warning: MetricsWarning) => void;

/** A list of warnings, and the function that adds to it and passes each on to the caller's. */
export function collectWarnings(onWarning: OnWarning | undefined): { warnings: MetricsWarning[]; warn: OnWarning } {
  const warnings: MetricsWarning[] = [];
  const warn: OnWarning = (warning) => {
    warnings.push(warning);
    onWarning?.(warning);
  };
  return { warnings, warn };
}
