// Whole files or none
export type { FileContent, WriteFileOptions } from './write-file.ts';
export { makeFolder, writeFileAtomic } from './write-file.ts';
export type { ReplaceFilesOptions } from './replace-files.ts';
export { type OwnedBytes, readFiles, replaceFiles } from './replace-files.ts';
export { sweepStoppedThreads, sweepTemporaryFiles, temporaryName } from './temporary-name.ts';

// One at a time
export type { Lock, LockOptions } from './lock.ts';
export { takeLock } from './lock.ts';

// From elsewhere
export type { DownloadFileEvent, DownloadFileOptions } from './download/download-file.ts';
export { downloadFile } from './download/download-file.ts';

// What is there
export type { WalkedFile, WalkOptions, WalkProblem } from './walk-files.ts';
export { walkFiles } from './walk-files.ts';
export type { DigestAlgorithm } from './digest.ts';
export { digestFile, digestOf, sha256 } from './digest.ts';
export type { JsonObject, SealedSource } from './sealed-json.ts';
export type { Shape } from './fit-shape.ts';
export { fitShape } from './fit-shape.ts';
export { openSealedJson, readSealedJson, sealJson } from './sealed-json.ts';

// Words
export type { PrintableOptions } from './printable.ts';
export { printable } from './printable.ts';
export { explainSystemError, reasonOf } from './reason-of.ts';

// Errors
export type { FilesErrorCode, FilesErrorDetails } from './errors.ts';
export { FilesError } from './errors.ts';
