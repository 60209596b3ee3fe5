// Splits of scikit-learn
export type { Label } from './splits/encode-labels.ts';
export { type GroupKFoldOptions, groupKFold } from './splits/group-k-fold.ts';
export { kFold } from './splits/k-fold.ts';
export type { KFoldOptions } from './splits/k-fold-options.ts';
export { type LeaveOneGroupOutOptions, leaveOneGroupOut } from './splits/leave-one-group-out.ts';
export {
  type GroupShuffleSplitOptions,
  groupShuffleSplit,
  type ShuffleSplitOptions,
  shuffleSplit,
} from './splits/shuffle-split.ts';
export type { FieldName, SplitKey } from './splits/split-key.ts';
export { type StratifiedGroupKFoldOptions, stratifiedGroupKFold } from './splits/stratified-group-k-fold.ts';
export { type StratifiedKFoldOptions, stratifiedKFold } from './splits/stratified-k-fold.ts';
export type { Split } from './splits/split.ts';
export { type TrainTestSplitOptions, trainTestSplit } from './splits/train-test-split.ts';

// Splits that scikit-learn lacks
export { applyFolds } from './splits/apply-folds.ts';
export { type SpeakerFold, type SpeakerFoldsOptions, speakerFolds } from './splits/speaker-folds.ts';
export {
  type ThreeWaySplit,
  type TrainValidationTestSplitOptions,
  trainValidationTestSplit,
} from './splits/train-validation-test-split.ts';

// Leaks
export {
  assertNoLeaks,
  type FindLeaksOptions,
  findLeaks,
  LEAK_KINDS,
  type LeakItem,
  type LeakKind,
} from './leaks/find-leaks.ts';
export { countLeaks, joinLeaks, type Leak, type LeakRule } from './leaks/join-leaks.ts';

// A corpus as a table
export { AUDIO_EXTENSIONS, isAudioFile } from './formats/audio-extensions.ts';
export type {
  CorpusFormat,
  CorpusProblem,
  CorpusProblemKind,
  FormatContents,
  FormatOptions,
  FormatRow,
} from './formats/corpus-format.ts';
export { corpusFormats } from './formats/corpus-formats.ts';
export type { CorpusListing, CorpusSource, FoundFile } from './formats/corpus-listing.ts';
export { RAVDESS_CODES } from './formats/ravdess/ravdess-codes.ts';
export { RAVDESS_FOLDS } from './formats/ravdess/ravdess-folds.ts';
export type { ColumnNames } from './formats/table/columns.ts';
export { type LabelChange, type LabelMap, mapLabel, parseLabelMap } from './labels/label-map.ts';
export {
  type CorpusCounts,
  type Count,
  type CountCorpusOptions,
  countCorpus,
} from './summary/count-corpus.ts';
export { type Corpus, type ReadCorpusOptions, readCorpusFrom } from './read/read-corpus-from.ts';
export { type CorpusRow, PARTS, type Part } from './rows/corpus-row.ts';
export type { PublishedFold, PublishedFolds } from './rows/published-folds.ts';

// Errors
export { CorporaError, type CorporaErrorCode, type CorporaErrorDetails } from './errors.ts';
