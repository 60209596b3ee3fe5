import { RavdessError } from '../errors.ts';
import { checkMaxActor } from '../filename/max-actor.ts';
import { parseFilenameLenient } from '../filename/parse-filename-lenient.ts';
import type { CorpusEntry, CorpusProblem } from './corpus-entry.ts';
import { type Candidate, inspectGroup } from './inspect-group.ts';
import { listFiles } from './list-files.ts';
import { mapOrdered } from './map-ordered.ts';
import type { ScanCorpusOptions } from './scan-corpus-options.ts';

/**
 * Scans a folder for recordings, whatever its layout: the archives unpacked into one place or side by side, a second
 * copy nested in the first, one flat folder, lower case.
 *
 * Yields recordings in the order of their file names, so that a seeded split depends on no layout; then derived and
 * unknown files. The vocal channel comes from the name alone. Of several files of one recording the first readable one
 * in the shallowest folder is kept. `readCorpus` collects all this.
 *
 * @throws RavdessError `folder-not-found` where the folder is missing, `no-recordings` where it holds no recording.
 * @throws RavdessError `invalid-option` where an option is out of range.
 */
export async function* scanCorpus(dir: string, options: ScanCorpusOptions = {}): AsyncGenerator<CorpusEntry> {
  const { modality, vocalChannel, extensions = ['.wav', '.mp4'], concurrency = 16, signal } = options;
  const maxActor = checkMaxActor(options.maxActor);
  if (!Number.isInteger(concurrency) || concurrency < 1) refuse('concurrency', concurrency, 'a whole number above 0');
  if (options.hash && options.readHeader === undefined) {
    refuse('readHeader', undefined, 'a reader of headers with hash: true, as readWavInfo of @ser/dsp/node');
  }

  const copies = new Map<string, Candidate[]>();
  const problems: CorpusProblem[] = [];
  for (const { problem, ...file } of await listFiles(dir, signal)) {
    const parsed = parseFilenameLenient(file.relativePath, { maxActor });
    const { recording, suffix, extension, issues } = parsed;
    if (problem !== undefined) problems.push({ kind: 'unreadable', ...file, recording, error: problem });
    else if (
      recording === null ||
      issues.some(({ field }) => COMBINATION.has(field)) ||
      !extensions.includes(extension)
    ) {
      problems.push({ kind: 'unknown', ...file, issues });
    } else if (modality !== undefined && recording.modality !== modality) continue;
    else if (vocalChannel !== undefined && recording.vocalChannel !== vocalChannel) continue;
    else if (suffix !== '') problems.push({ kind: 'derived', ...file, recording, suffix });
    else {
      const key = file.name.slice(0, 20);
      const group = copies.get(key);
      const candidate = { file, parsed, recording };
      if (group === undefined) copies.set(key, [candidate]);
      else group.push(candidate);
    }
  }
  if (copies.size === 0) throw noRecordings(dir, problems);

  const groups = [...copies.keys()].sort().map((key) => copies.get(key)!.sort(shallowFirst));
  for await (const entries of mapOrdered(groups, concurrency, (group) => inspectGroup(group, options))) yield* entries;
  yield* problems.sort((a, b) => (a.relativePath < b.relativePath ? -1 : 1));
}

/** Issues of a name that no recording of the corpus has; the others only say that a file was moved or converted. */
const COMBINATION: ReadonlySet<string> = new Set(['emotion', 'intensity', 'actor']);

function shallowFirst(a: Candidate, b: Candidate): number {
  const depth = (candidate: Candidate): number => candidate.file.relativePath.split('/').length;
  return depth(a) - depth(b) || (a.file.relativePath < b.file.relativePath ? -1 : 1);
}

function noRecordings(dir: string, problems: readonly CorpusProblem[]): RavdessError {
  const others = problems.slice(0, 3).map(({ relativePath }) => relativePath);
  const found =
    problems.length === 0 ? 'it is empty' : `it holds ${problems.length} other files, as ${others.join(', ')}`;
  return new RavdessError(
    'no-recordings',
    `No RAVDESS recording below ${dir}: ${found}. ` +
      'Recordings are named like 03-01-06-01-02-01-12.wav; downloadCorpus fetches them.',
    { field: 'dir', received: dir },
  );
}

function refuse(field: string, received: unknown, allowed: string): never {
  throw new RavdessError('invalid-option', `${field} must be ${allowed}; received ${String(received)}.`, {
    field,
    received: String(received),
    allowed,
  });
}
