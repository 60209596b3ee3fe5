import { RavdessError } from '../errors.ts';
import { csvLine, parseCsv } from './csv.ts';
import {
  checkEntry,
  checkRecording,
  HEADER_FIELDS,
  type ManifestEntry,
  type ManifestSource,
  manifestEntry,
  RECORDING_FIELDS,
} from './manifest-entry.ts';

const COLUMNS = ['path', ...RECORDING_FIELDS, 'size', ...HEADER_FIELDS, 'duration', 'pcmHash', 'part'] as const;

/**
 * A manifest as CSV (RFC 4180, lines end with LF) with a header line; what a file lacks is an empty cell.
 *
 * @throws RavdessError `invalid-manifest` where a path leaves the corpus folder or names another recording.
 */
export function manifestToCsv(files: Iterable<ManifestSource>): string {
  const lines = Array.from(files, (file) => {
    const entry = manifestEntry(file);
    checkRecording(entry);
    const { recording, header, ...rest } = entry;
    const cells: Readonly<Record<string, unknown>> = { ...rest, ...recording, ...header };
    return csvLine(COLUMNS.map((column) => String(cells[column] ?? '')));
  });
  return `${[csvLine(COLUMNS), ...lines].join('\n')}\n`;
}

/**
 * Reads what {@link manifestToCsv} writes.
 *
 * Columns may stand in any order; only `path` must be there, and columns of other names are passed over. `duration` is
 * computed from `frames` and `sampleRate`.
 *
 * @throws RavdessError `invalid-manifest` where the text is none; the message says which line and column.
 */
export function manifestFromCsv(text: string): ManifestEntry[] {
  const [head, ...rows] = parseCsv(text);
  const columns = head?.cells.map((cell) => cell.trim()) ?? [];
  if (!columns.includes('path')) {
    throw new RavdessError('invalid-manifest', 'The first line of a manifest names its columns, "path" among them.', {
      field: 'path',
      received: columns.join(','),
    });
  }
  return rows.map(({ line, cells }) => {
    if (cells.length !== columns.length) {
      throw new RavdessError(
        'invalid-manifest',
        `Line ${line} of the manifest has ${cells.length} cells, its first line ${columns.length}.`,
      );
    }
    return checkEntry(Object.fromEntries(columns.map((column, c) => [column, cells[c]])), `line ${line}`);
  });
}
