import { CorporaError } from '../../errors.ts';
import type { Part } from '../../rows/corpus-row.ts';
import { partOf } from '../../rows/part-of.ts';
import type { CorpusListing } from '../corpus-listing.ts';
import { isEmotionWord } from './emotion-words.ts';

/** Ways in which folders name labels and speakers, from the top down. */
export const LAYOUTS = ['label', 'speaker/label', 'label/speaker'] as const;
/** See {@link LAYOUTS}. */
export type Layout = (typeof LAYOUTS)[number];

/** A recording with the folders above it that tell something: those that all share, and those of parts, are left out. */
export interface PlacedFile {
  readonly file: string;
  readonly folders: readonly string[];
  readonly part: Part | undefined;
}

/** Where labels and speakers stand among the folders of a file, counted from the top. */
export interface FolderLayout {
  readonly files: readonly PlacedFile[];
  /** Number of folders that a file of this layout lies in. */
  readonly depth: number;
  readonly label: number;
  readonly speaker: number | undefined;
}

/** The recordings with their telling folders, those of parts taken away. */
export function placeFiles({ audio }: CorpusListing): PlacedFile[] {
  const split = audio.map((file) => ({ file, folders: file.split('/').slice(0, -1) }));
  const shared = sharedDepth(split.map(({ folders }) => folders));
  const placed = split.map(({ file, folders }) => {
    const own = folders.slice(shared);
    const part = own.map(partOf).find((known) => known !== undefined);
    return { file, part, folders: own.filter((folder) => partOf(folder) === undefined) };
  });
  // Below the folders of parts there may be another that all share.
  const below = sharedDepth(placed.map(({ folders }) => folders));
  return placed.map(({ file, part, folders }) => ({ file, part, folders: folders.slice(below) }));
}

/**
 * Finds out which folders are labels and which are speakers: by words for emotions, else by their only level.
 *
 * @returns `undefined` where nothing speaks for labels in folders.
 * @throws CorporaError `ambiguous-format` where two levels could be the labels and no layout was asked for.
 */
export function folderLayout(listing: CorpusListing, asked?: string): FolderLayout | undefined {
  if (asked !== undefined && !LAYOUTS.includes(asked as Layout)) {
    throw new CorporaError('invalid-option', `layout must be one of ${LAYOUTS.join(', ')}; received ${asked}.`, {
      field: 'layout',
      received: asked,
      allowed: LAYOUTS.join(', '),
    });
  }
  const files = placeFiles(listing);
  const depth = commonDepth(files);
  if (depth === 0) return undefined;
  const deep = files.filter(({ folders }) => folders.length === depth).map(({ folders }) => folders);
  const levels = Array.from({ length: depth }, (_, i) => new Set(deep.map((folders) => folders[i]!)));
  if (asked !== undefined) {
    const places = asked.split('/');
    if (places.length > depth) return undefined;
    return { files, depth, label: places.indexOf('label'), speaker: at(places.indexOf('speaker')) };
  }
  const wordy = levels.flatMap((names, i) => ([...names].filter(isEmotionWord).length * 2 > names.size ? [i] : []));
  if (wordy.length === 1) return { files, depth, label: wordy[0]!, speaker: speakerLevel(deep, wordy[0]!) };
  if (wordy.length === 0 && depth === 1) {
    const names = [...levels[0]!];
    return names.length < 2 || names.every(isSpeakerName) ? undefined : { files, depth, label: 0, speaker: undefined };
  }
  if (wordy.length === 0 && levels.every((names) => [...names].every(isSpeakerName))) return undefined;
  const example = deep[0]!.join('/');
  throw new CorporaError(
    'ambiguous-format',
    `The folders, such as ${example}, do not say which of them are labels. Say layout: 'speaker/label' or 'label/speaker', counted from the top.`,
    { field: 'layout', received: example, allowed: LAYOUTS.join(', ') },
  );
}

function at(place: number): number | undefined {
  return place < 0 ? undefined : place;
}

/** The level next to the labels, if it can be speakers: above if labels repeat there, below if its names repeat under labels. */
function speakerLevel(deep: readonly (readonly string[])[], label: number): number | undefined {
  const above = label - 1;
  const below = label + 1;
  if (above >= 0 && crosses(deep, above, label)) return above;
  return deep[0]!.length > below && crosses(deep, below, label) ? below : undefined;
}

/** Whether most names of a level go with several labels, as speakers do; a single one does too. */
function crosses(deep: readonly (readonly string[])[], level: number, label: number): boolean {
  const labels = new Map<string, Set<string>>();
  for (const folders of deep) {
    const known = labels.get(folders[level]!) ?? new Set();
    labels.set(folders[level]!, known.add(folders[label]!));
  }
  return [...labels.values()].filter(({ size }) => size > 1).length * 2 > labels.size;
}

/** `Actor_01`, `speaker-3`, `s12`, `0011`: somebody, not a label. */
function isSpeakerName(name: string): boolean {
  return /^(actor|actress|speaker|spk|subject|subj|session|ses|participant|voice|person|user|s|p|id)?[\s_-]*\d+$/i.test(
    name,
  );
}

/** Number of folders that most recordings lie in. */
function commonDepth(files: readonly PlacedFile[]): number {
  const counts = new Map<number, number>();
  for (const { folders } of files) counts.set(folders.length, (counts.get(folders.length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** How many folders from the top all paths share. */
function sharedDepth(paths: readonly (readonly string[])[]): number {
  const first = paths[0] ?? [];
  let depth = 0;
  while (depth < first.length && paths.every((folders) => folders[depth] === first[depth])) depth++;
  // A folder that is the only one may still be a label: it stays, if the files lie right in it.
  return depth > 0 && depth === first.length ? depth - 1 : depth;
}
