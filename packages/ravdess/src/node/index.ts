// Download
export type { ArchiveName } from './download/archives.ts';
export type { ArchiveEvent } from './download/download-archives.ts';
export { type DownloadCorpusOptions, type DownloadEvent, downloadCorpus } from './download/download-corpus.ts';
export type { ExtractEvent } from './download/extract-archive.ts';
export type { FetchEvent } from './download/fetch-archive.ts';

// Scan
export type {
  CorpusEntry,
  CorpusFile,
  CorpusProblem,
  DerivedFile,
  DuplicateFile,
  UnknownFile,
  UnreadableFile,
} from './corpus-entry.ts';
export { type Corpus, readCorpus } from './read-corpus.ts';
export { scanCorpus } from './scan-corpus.ts';
export type { ScanCorpusOptions } from './scan-corpus-options.ts';
