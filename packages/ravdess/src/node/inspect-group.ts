import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { RavdessError } from '../errors.ts';
import type { LenientFilename } from '../filename/parse-filename-lenient.ts';
import type { Recording } from '../recording.ts';
import type { CorpusEntry, CorpusFile } from './corpus-entry.ts';
import { hashSamples } from './hash-samples.ts';
import type { ListedFile } from './list-files.ts';
import { sameContent } from './same-content.ts';
import type { ScanCorpusOptions } from './scan-corpus-options.ts';

/** A file whose name is a recording's, not opened yet. */
export interface Candidate {
  readonly file: ListedFile;
  readonly parsed: LenientFilename;
  readonly recording: Recording;
}

/** The first readable copy is the recording, later ones are duplicates of it. */
export async function inspectGroup(group: readonly Candidate[], options: ScanCorpusOptions): Promise<CorpusEntry[]> {
  const entries: CorpusEntry[] = [];
  let kept: CorpusFile | undefined;
  for (const { file, parsed, recording } of group) {
    options.signal?.throwIfAborted();
    try {
      if (kept === undefined) {
        kept = await inspectFile(file, parsed, recording, options);
        entries.push(kept);
      } else {
        const identical = await sameContent(kept.path, file.path, options.signal);
        entries.push({ kind: 'duplicate', ...file, recording, of: kept.path, identical });
      }
    } catch (cause) {
      options.signal?.throwIfAborted();
      entries.push({ kind: 'unreadable', ...file, recording, error: asError(file.path, cause) });
    }
  }
  return entries;
}

async function inspectFile(
  file: ListedFile,
  { extension, issues }: LenientFilename,
  recording: Recording,
  { readHeader, hash = false, signal }: ScanCorpusOptions,
): Promise<CorpusFile> {
  const isWav = extension === '.wav';
  if (isWav && readHeader !== undefined && !hash) {
    const header = (await readHeader(file.path)) ?? null;
    // Asked here, and not by another thread, which would take a fifth more of the processor's time for the whole scan.
    const { size } = statSync(file.path);
    return { kind: 'recording', ...file, recording, size, header, issues };
  }
  const handle = await open(file.path);
  try {
    const { size } = await handle.stat();
    const header = isWav ? ((await readHeader?.(file.path)) ?? null) : null;
    const found: CorpusFile = { kind: 'recording', ...file, recording, size, header, issues };
    return hash && header !== null ? { ...found, pcmHash: await hashSamples(handle, header, signal) } : found;
  } finally {
    await handle.close();
  }
}

function asError(path: string, cause: unknown): RavdessError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(`${path}: `, '');
  const code = RavdessError.isInstance(cause) ? cause.code : isWavFault(cause) ? 'invalid-wav' : 'file';
  return new RavdessError(code, `${path}: ${reason}`, { received: path, cause });
}

/** Whether the reader of headers that was handed over found fault with the content. */
function isWavFault(cause: unknown): boolean {
  return /-wav$/.test(String((cause as { readonly code?: unknown } | undefined)?.code));
}
