// Download
export type { ArchiveName } from './download/archives.ts';
export type { ArchiveEvent } from './download/download-archives.ts';
export { type DownloadCorpusOptions, type DownloadEvent, downloadCorpus } from './download/download-corpus.ts';

// Scan
export { type Corpus, readCorpus } from './read-corpus.ts';
export {
  type CorpusEntry,
  type CorpusFile,
  type CorpusProblem,
  type DerivedFile,
  type DuplicateFile,
  type ScanCorpusOptions,
  scanCorpus,
  type UnknownFile,
  type UnreadableFile,
} from './scan-corpus.ts';
