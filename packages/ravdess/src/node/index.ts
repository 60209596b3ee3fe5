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
