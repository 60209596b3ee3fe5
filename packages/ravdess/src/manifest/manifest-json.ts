import { RavdessError } from '../errors.ts';
import {
  checkEntry,
  checkRecording,
  type ManifestEntry,
  type ManifestSource,
  manifestEntry,
  type RawEntry,
} from './manifest-entry.ts';

const FORMAT = 'ravdess-manifest';
const VERSION = 1;

/**
 * A manifest as JSON: `{ format, version, files: [{ path, emotion, actor, … }] }`, one file a line.
 *
 * @throws RavdessError `invalid-manifest` where a path leaves the corpus folder or names another recording.
 */
export function manifestToJson(files: Iterable<ManifestSource>): string {
  const lines = Array.from(files, (file) => {
    const entry = manifestEntry(file);
    checkRecording(entry);
    const { recording, header, ...rest } = entry;
    return `    ${JSON.stringify({ ...rest, ...recording, ...header })}`;
  });
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "format": "${FORMAT}",\n  "version": ${VERSION},\n  "files": ${list}\n}\n`;
}

/**
 * Reads what {@link manifestToJson} writes.
 *
 * @throws RavdessError `invalid-manifest` where the text is none; the message says which entry and field.
 */
export function manifestFromJson(text: string): ManifestEntry[] {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new RavdessError('invalid-manifest', `The manifest is not JSON: ${(cause as Error).message}.`, { cause });
  }
  const { format, version, files } = isRecord(document) ? document : {};
  if (format !== FORMAT || version !== VERSION || !Array.isArray(files)) {
    throw new RavdessError(
      'invalid-manifest',
      `A manifest is an object with "format": "${FORMAT}", "version": ${VERSION} and "files"; this is something else. ` +
        'Write one with manifestToJson.',
      { field: 'format' },
    );
  }
  return files.map((file: unknown, i) => checkEntry(isRecord(file) ? file : {}, `files[${i}]`));
}

function isRecord(value: unknown): value is RawEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
