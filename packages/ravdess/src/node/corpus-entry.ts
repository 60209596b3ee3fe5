import type { RavdessError } from '../errors.ts';
import type { FilenameIssue } from '../filename/parse-filename-lenient.ts';
import type { Recording } from '../recording.ts';
import type { WavHeader } from '../wav-header.ts';

/** Where an entry of a scan lies. */
interface Located {
  /** Path to open: the scanned folder as it was given, then the way down. */
  readonly path: string;
  /** Path below the scanned folder, with `/` on every platform. */
  readonly relativePath: string;
  /** File name as it is written on disk. */
  readonly name: string;
}

/** A recording of the corpus, readable and seen for the first time. */
export interface CorpusFile extends Located {
  readonly kind: 'recording';
  /** What the name says. */
  readonly recording: Recording;
  /** Length of the file in bytes. */
  readonly size: number;
  /** What `readHeader` told of a WAV file; `null` for other files and without a reader. */
  readonly header: WavHeader | null;
  /** SHA-256 of the sample bytes, with `hash: true` and for WAV files only. */
  readonly pcmHash?: string;
  /** How the name departs from the corpus's grammar without being unreadable: a folder of another actor, an extension. */
  readonly issues: readonly FilenameIssue[];
}

/** A second file of a recording that was already found. */
export interface DuplicateFile extends Located {
  readonly kind: 'duplicate';
  readonly recording: Recording;
  /** Path of the file that was kept. */
  readonly of: string;
  /** Whether the two files hold the same bytes. */
  readonly identical: boolean;
}

/** A changed copy, told by a suffix of its name: `03-01-06-01-02-01-12_noise.wav`. */
export interface DerivedFile extends Located {
  readonly kind: 'derived';
  readonly recording: Recording;
  /** What stands between the seven fields and the extension. */
  readonly suffix: string;
}

/** A file that is no RAVDESS recording. */
export interface UnknownFile extends Located {
  readonly kind: 'unknown';
  /** Why, part by part of the name; empty where the extension alone is none that the scan looks for. */
  readonly issues: readonly FilenameIssue[];
}

/** A file or folder that should be a recording or hold some, and cannot be read. */
export interface UnreadableFile extends Located {
  readonly kind: 'unreadable';
  /** What the name says; `null` for folders. */
  readonly recording: Recording | null;
  /** The reason: `invalid-wav` or `file`. */
  readonly error: RavdessError;
}

/** What is not a usable recording. */
export type CorpusProblem = DuplicateFile | DerivedFile | UnknownFile | UnreadableFile;
/** What a scan yields; branch on `kind`. */
export type CorpusEntry = CorpusFile | CorpusProblem;
