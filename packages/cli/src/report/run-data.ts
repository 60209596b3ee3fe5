import type { MapPoint } from '../evaluation/map/embedding-map.ts';
import type { Prediction } from '../evaluation/predictions.ts';
import type { ModelName } from '../models/model.ts';
import type { RunConfiguration } from '../run-configuration.ts';

/** `run.json`; what older versions of the program did not record may be missing. */
export type RecordedRun = Omit<RunConfiguration, 'command' | 'versions' | 'machine' | 'device'> &
  Partial<Pick<RunConfiguration, 'command' | 'versions' | 'machine' | 'device'>>;

/** A row of `split.csv`. */
export interface SplitRow {
  readonly file: string;
  /** Empty where the corpus does not tell. */
  readonly speaker: string;
  readonly label: string;
  readonly part: string;
  /** Fold of a cross-validation, as written; empty for one split. */
  readonly fold: string;
  /** What else the corpus tells, by name; what it does not tell of a file is missing. */
  readonly facets: Readonly<Record<string, string>>;
}

/** A file that could not be used. */
export interface LeftOutRow {
  readonly path: string;
  readonly reason: string;
}

/** An entry of `stages.json`. */
export interface StageRow {
  readonly stage: string;
  readonly model?: string;
  readonly items?: number;
  readonly computed?: number;
  readonly reused?: number;
  readonly seconds?: number;
  readonly peakMemoryMB?: number;
}

/** Curves of one training, by Keras' names. */
export interface TrainingCurves {
  /** Which fold; null for a run of one split. */
  readonly fold: number | null;
  readonly history: Readonly<Record<string, readonly number[]>>;
  /** Whose weights were kept, from 0; undefined where it was not recorded. */
  readonly bestEpoch: number | undefined;
  /** First epoch of the fine-tuning, from 0; undefined where the backbone stayed frozen. */
  readonly fineTuningFrom: number | undefined;
}

/** Everything a run folder says of one evaluated model. */
export interface ModelData {
  readonly model: ModelName;
  readonly predictions: readonly Prediction[];
  /** Source of the backbone's weights: `random`, `imagenet` or a path; null where it was not recorded. */
  readonly weights: string | null;
  /** What trained it; null where it was not recorded. The models of a run may differ. */
  readonly backend: string | null;
  readonly curves: readonly TrainingCurves[];
  /** Where the embeddings of the test files lie in the plane; empty where no map was made, as of folds that were fine-tuned each. */
  readonly map: readonly MapPoint[];
  /** How much each hidden state of a speech encoder counts, the mean over the folds; missing for images. */
  readonly layerWeights?: readonly number[];
  /** Names of recordings that hold the same sound in several files, as the baseline found. */
  readonly sameSound?: readonly (readonly string[])[];
}

/** What a report is made from: a run folder as plain data. */
export interface RunData {
  readonly path: string;
  readonly configuration: RecordedRun;
  /** The classes, in order of name. */
  readonly labels: readonly string[];
  /** Null where the file is missing. */
  readonly split: readonly SplitRow[] | null;
  readonly leftOut: readonly LeftOutRow[];
  readonly stages: readonly StageRow[] | null;
  /** In the order of the published table; one or more. */
  readonly models: readonly ModelData[];
}
