import { usageError } from '../errors.ts';
import { parseCsv } from '../files/csv.ts';

/** A stretch in seconds, and who speaks in it. */
export interface SpeakerStretch {
  readonly start: number;
  readonly end: number;
  readonly speaker: string;
  /** Recording that it belongs to, where the file says so. */
  readonly recording?: string;
}

/** Reads who speaks when: RTTM (`SPEAKER file channel start duration …`), or CSV with the columns start, end and speaker. */
export function readSpeakers(text: string, path: string): SpeakerStretch[] {
  const stretches = /^SPEAKER\s/m.test(text) ? fromRttm(text) : fromCsv(text, path);
  for (const { start, end } of stretches) {
    if (!(start >= 0 && end > start && Number.isFinite(end))) {
      throw usageError(`${path}: a segment must begin at 0 s or later and end after that; found ${start} to ${end}.`);
    }
  }
  if (stretches.length === 0) throw usageError(`${path} holds no segment.`);
  return stretches.sort((a, b) => a.start - b.start);
}

function fromRttm(text: string): SpeakerStretch[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [kind, recording, , start, duration, , , speaker] = line.trim().split(/\s+/);
    if (kind !== 'SPEAKER') return [];
    const named = recording === undefined || recording === '<NA>' ? {} : { recording };
    return [{ start: Number(start), end: Number(start) + Number(duration), speaker: speaker ?? '?', ...named }];
  });
}

function fromCsv(text: string, path: string): SpeakerStretch[] {
  const { header, rows } = parseCsv(text);
  for (const column of ['start', 'end', 'speaker']) {
    if (!header.includes(column)) {
      throw usageError(`${path} must be RTTM, or CSV with the columns start, end and speaker; it lacks ${column}.`);
    }
  }
  return rows.map((row) => ({
    start: Number(row.start),
    end: Number(row.end),
    speaker: row.speaker ?? '?',
    ...(row.file ? { recording: row.file } : {}),
  }));
}
