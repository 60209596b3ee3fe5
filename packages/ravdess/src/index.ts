// Labels
export {
  ACTOR_COUNT,
  EMOTIONS,
  type Emotion,
  INTENSITIES,
  type Intensity,
  MODALITIES,
  type Modality,
  REPETITIONS,
  type Repetition,
  SEXES,
  type Sex,
  STATEMENT_TEXTS,
  STATEMENTS,
  type Statement,
  sexOf,
  VOCAL_CHANNELS,
  type VocalChannel,
} from './labels.ts';
export type { HasRecording, Recording } from './recording.ts';

// File names
export { type FormatFilenameOptions, formatFilename } from './filename/format-filename.ts';
export { parseFilename } from './filename/parse-filename.ts';
export {
  type FilenameIssue,
  type FilenamePart,
  type LenientFilename,
  type ParseFilenameOptions,
  parseFilenameLenient,
} from './filename/parse-filename-lenient.ts';

// The corpus
export { type CatalogOptions, catalog } from './catalog.ts';
export { IDENTICAL_FILES, STEREO_FILES } from './known-files.ts';
export type { WavHeader } from './wav-header.ts';
export { RAVDESS_CITATION, RAVDESS_LICENSE, RAVDESS_SOURCE } from './license.ts';

// Summary
export { formatSummary } from './summary/format-summary.ts';
export { missingRecordings } from './summary/missing-recordings.ts';
export {
  type AudioFormat,
  type ChannelCounts,
  type CorpusSummary,
  type SummaryItem,
  summarizeCorpus,
} from './summary/summarize-corpus.ts';

// Manifest
export { manifestFromCsv, manifestToCsv } from './manifest/manifest-csv.ts';
export type { ManifestEntry, ManifestHeader, ManifestSource } from './manifest/manifest-entry.ts';
export { manifestFromJson, manifestToJson } from './manifest/manifest-json.ts';

// Folds by actor
export {
  type ActorFold,
  type ActorFoldsCommonOptions,
  type ActorFoldsOptions,
  actorFolds,
} from './folds/actor-folds.ts';
export { ACTOR_PRESETS, type ActorPreset, type ActorPresetFold, type ActorPresetName } from './folds/actor-presets.ts';

// Splits of @ser/corpora that RAVDESS is used with
export {
  type Split,
  type SplitKey,
  type ThreeWaySplit,
  type TrainTestSplitOptions,
  type TrainValidationTestSplitOptions,
  trainTestSplit,
  trainValidationTestSplit,
} from '@ser/corpora';

// Leaks
export {
  assertNoLeaks,
  type FindLeaksOptions,
  findLeaks,
  LEAK_KINDS,
  type LeakItem,
  type LeakKind,
  type MarkedItem,
} from './leaks.ts';
export type { Leak } from '@ser/corpora';

// Errors
export { RavdessError, type RavdessErrorCode, type RavdessErrorDetails } from './errors.ts';
