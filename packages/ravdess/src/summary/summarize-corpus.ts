import { formatFilename } from '../filename/format-filename.ts';
import { EMOTIONS, type Emotion, SEXES, type Sex, VOCAL_CHANNELS, type VocalChannel } from '../labels.ts';
import type { ManifestHeader } from '../manifest/manifest-entry.ts';
import { type Recording, recordingOf } from '../recording.ts';
import { missingRecordings } from './missing-recordings.ts';

/** What {@link summarizeCorpus} can count: a recording, or an item that carries one and may tell more. */
export type SummaryItem =
  | Recording
  | {
      readonly recording: Recording;
      /** Rate, channels, bits and length; counted where they are there. */
      readonly header?: ManifestHeader | null;
      /** Hash of the samples; items of equal hashes are listed. */
      readonly pcmHash?: string;
    };

/** Number of items by vocal channel. */
export type ChannelCounts = Readonly<Record<VocalChannel | 'total', number>>;

/** Counts of a corpus. */
export interface CorpusSummary {
  /** All items. */
  readonly counts: ChannelCounts;
  /** By emotion, all eight in code order. */
  readonly byEmotion: Readonly<Record<Emotion, ChannelCounts>>;
  /** By sex of the actor. */
  readonly bySex: Readonly<Record<Sex, ChannelCounts>>;
  /** By actor; actors of whom there is any item, ascending. */
  readonly byActor: readonly { readonly actor: number; readonly sex: Sex; readonly counts: ChannelCounts }[];
  /** File names of the catalog that are missing, of the modalities and channels of which there is any item. */
  readonly missing: readonly string[];
  /** Audio formats by falling number of files; of items with a header. */
  readonly formats: readonly AudioFormat[];
  /** Total length in seconds, of items with a header. */
  readonly duration: number;
  /** File names with two channels; `STEREO_FILES` are the corpus's own. */
  readonly stereo: readonly string[];
  /** File names with identical samples, by group; `IDENTICAL_FILES` is the corpus's own pair. */
  readonly identical: readonly (readonly string[])[];
}

/** One audio format and how many files have it. */
export interface AudioFormat extends Omit<ManifestHeader, 'frames' | 'duration'> {
  /** Number of files. */
  readonly count: number;
}

/** Counts items by emotion, channel, actor and sex, and lists what is missing, stereo or identical. */
export function summarizeCorpus(items: Iterable<SummaryItem>): CorpusSummary {
  const list = [...items];
  const names = new Map(list.map((item) => [item, formatFilename(recordingOf(item), { maxActor: 99 })]));
  const count = (matches: (recording: Recording) => boolean): ChannelCounts => {
    const counts = { speech: 0, song: 0, total: 0 };
    for (const item of list) {
      const recording = recordingOf(item);
      if (!matches(recording)) continue;
      counts[recording.vocalChannel]++;
      counts.total++;
    }
    return counts;
  };
  const table = <Key extends string>(keys: readonly Key[], of: (r: Recording) => Key): Record<Key, ChannelCounts> =>
    Object.fromEntries(keys.map((key) => [key, count((r) => of(r) === key)])) as Record<Key, ChannelCounts>;

  const actors = new Map(list.map((item) => [recordingOf(item).actor, recordingOf(item).sex]));
  const headers = list.flatMap((item) => ('recording' in item && item.header ? [{ item, header: item.header }] : []));
  return {
    counts: count(() => true),
    byEmotion: table(EMOTIONS, ({ emotion }) => emotion),
    bySex: table(SEXES, ({ sex }) => sex),
    byActor: [...actors]
      .sort(([a], [b]) => a - b)
      .map(([actor, sex]) => ({ actor, sex, counts: count((r) => r.actor === actor) })),
    missing: missingRecordings(list).map((recording) => formatFilename(recording)),
    formats: countFormats(headers.map(({ header }) => header)),
    duration: headers.reduce((sum, { header }) => sum + header.duration, 0),
    stereo: headers.filter(({ header }) => header.channels === 2).map(({ item }) => names.get(item)!),
    identical: identicalGroups(list, names),
  };
}

function countFormats(headers: readonly ManifestHeader[]): AudioFormat[] {
  const counts = new Map<string, AudioFormat>();
  for (const { sampleRate, channels, bitsPerSample } of headers) {
    const key = `${sampleRate} ${channels} ${bitsPerSample}`;
    counts.set(key, { sampleRate, channels, bitsPerSample, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

function identicalGroups(list: readonly SummaryItem[], names: ReadonlyMap<SummaryItem, string>): string[][] {
  const byHash = new Map<string, string[]>();
  for (const item of list) {
    if (!('recording' in item) || item.pcmHash === undefined) continue;
    const group = byHash.get(item.pcmHash) ?? [];
    group.push(names.get(item)!);
    byHash.set(item.pcmHash, group);
  }
  return [...byHash.values()].filter((group) => group.length > 1);
}

/** The channels, in the order in which a table shows them. */
export const SUMMARY_COLUMNS: readonly (VocalChannel | 'total')[] = [...VOCAL_CHANNELS, 'total'];
