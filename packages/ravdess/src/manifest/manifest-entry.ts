import { RavdessError } from '../errors.ts';
import { formatFilename } from '../filename/format-filename.ts';
import { parseFilenameLenient } from '../filename/parse-filename-lenient.ts';
import { quote } from '../filename/quote.ts';
import type { Recording } from '../recording.ts';
import type { WavHeader } from '../wav-header.ts';

/** What a manifest keeps of a WAV header. */
export type ManifestHeader = Pick<WavHeader, 'sampleRate' | 'channels' | 'bitsPerSample' | 'frames' | 'duration'>;

/** One file of a manifest. `findLeaks`, `summarizeCorpus` and the splits take it as an item. */
export interface ManifestEntry {
  /** Path below the corpus folder, with `/` on every platform. */
  readonly path: string;
  /** What the file name says. */
  readonly recording: Recording;
  /** Length of the file in bytes. */
  readonly size?: number;
  /** The audio format and length. */
  readonly header?: ManifestHeader;
  /** SHA-256 of the sample bytes. */
  readonly pcmHash?: string;
  /** Part of a split that the file is in, as `train`; any word. */
  readonly part?: string;
}

/** What a manifest can be written from: an entry, or a scanned file. */
export interface ManifestSource extends Omit<ManifestEntry, 'header'> {
  /** Path below the corpus folder; taken instead of `path` where it is there. */
  readonly relativePath?: string | undefined;
  readonly header?: ManifestHeader | null | undefined;
}

/** The entry to write of a source. */
export function manifestEntry({
  path,
  relativePath,
  recording,
  size,
  header,
  pcmHash,
  part,
}: ManifestSource): ManifestEntry {
  return {
    path: checkPath(relativePath ?? path, 'the path'),
    recording,
    ...(size === undefined ? {} : { size }),
    ...(header === undefined || header === null ? {} : { header: pickHeader(header) }),
    ...(pcmHash === undefined ? {} : { pcmHash }),
    ...(part === undefined ? {} : { part }),
  };
}

function pickHeader({ sampleRate, channels, bitsPerSample, frames }: Omit<ManifestHeader, 'duration'>): ManifestHeader {
  return { sampleRate, channels, bitsPerSample, frames, duration: frames / sampleRate };
}

/** The fields of a manifest row before they are checked; strings from CSV, anything from JSON. */
export type RawEntry = Readonly<Record<string, unknown>>;

/** The recording's columns, which repeat what the file name says. */
export const RECORDING_FIELDS = [
  'modality',
  'vocalChannel',
  'emotion',
  'intensity',
  'statement',
  'repetition',
  'actor',
  'sex',
] as const;

/** The header's columns. */
export const HEADER_FIELDS = ['sampleRate', 'channels', 'bitsPerSample', 'frames'] as const;

/**
 * Checks a row and makes it an entry: the recording comes from the file name, and columns that repeat it must agree.
 *
 * @param where Where the row stands, for messages: `line 3`.
 * @throws RavdessError `invalid-manifest`.
 */
export function checkEntry(raw: RawEntry, where: string): ManifestEntry {
  if (typeof raw.path !== 'string') refuse(where, 'path', raw.path, 'a path below the corpus folder');
  const path = checkPath(raw.path, where);
  const { recording, issues } = parseFilenameLenient(path, { maxActor: 99 });
  if (recording === null) refuse(where, issues[0]!.field, issues[0]!.received, issues[0]!.allowed);
  for (const field of RECORDING_FIELDS) {
    const said = raw[field];
    if (isPresent(said) && String(said) !== String(recording[field])) {
      refuse(where, field, said, `${recording[field]}, as the file name says`);
    }
  }
  const header = HEADER_FIELDS.map((field) => optionalCount(raw[field], field, where));
  const present = header.filter((value) => value !== undefined).length;
  if (present > 0 && present < header.length) {
    const lacking = HEADER_FIELDS[header.indexOf(undefined)]!;
    refuse(where, lacking, raw[lacking], `all of ${HEADER_FIELDS.join(', ')}, or none`);
  }
  const [sampleRate, channels, bitsPerSample, frames] = header as number[];
  if (sampleRate === 0) refuse(where, 'sampleRate', 0, 'a rate above 0');
  return manifestEntry({
    path,
    recording,
    size: optionalCount(raw.size, 'size', where),
    header: present === 0 ? undefined : pickHeader({ sampleRate, channels, bitsPerSample, frames } as ManifestHeader),
    pcmHash: optionalText(raw.pcmHash, 'pcmHash', where),
    part: optionalText(raw.part, 'part', where),
  });
}

/** The file name that an entry's path ends in must be its recording's, or a reader would see another one. */
export function checkRecording({ path, recording }: ManifestEntry): void {
  const key = formatFilename(recording, { extension: '', maxActor: 99 });
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!name.startsWith(key)) refuse('the manifest', 'path', path, `a path whose file name begins with ${key}`);
}

/** A manifest may come from elsewhere: its paths must stay below the corpus folder. */
function checkPath(path: string, where: string): string {
  const normal = path.replaceAll('\\', '/');
  const escapes =
    normal.startsWith('/') || /^[a-z]:/i.test(normal) || normal.split('/').includes('..') || normal.includes('\0');
  if (escapes || normal === '') refuse(where, 'path', path, 'a relative path below the corpus folder, without ".."');
  return normal;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function optionalCount(value: unknown, field: string, where: string): number | undefined {
  if (!isPresent(value)) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    refuse(where, field, value, 'a whole number, 0 or more');
  }
  return number;
}

function optionalText(value: unknown, field: string, where: string): string | undefined {
  if (!isPresent(value)) return undefined;
  if (typeof value !== 'string') refuse(where, field, value, 'text');
  return value;
}

function refuse(where: string, field: string, value: unknown, allowed: string): never {
  const received = quote(value);
  throw new RavdessError('invalid-manifest', `In ${where}, ${field} is ${received}; allowed is ${allowed}.`, {
    field,
    received,
    allowed,
  });
}
