import { type Corpus, type CorpusProblemKind, type CorpusRow, corpusFormats } from '@ser/corpora';
import type { Problem } from '../stages/features/compute-features.ts';
import type { Clip } from './clip.ts';

/** A folder that was read, and what it is called among several. */
export interface ReadFolder {
  readonly name: string;
  readonly corpus: Corpus;
  /** Whether it is a published corpus or a piece of one, such as an archive of RAVDESS: speakers have the same name in all. */
  readonly isPublished: boolean;
}

/** Folders as one corpus. */
export interface JoinedCorpora {
  readonly clips: readonly Clip[];
  readonly problems: readonly (Problem & { readonly kind: CorpusProblemKind })[];
}

/** Whether a layout is that of one corpus, which was published, and not of any that somebody makes. */
export function isOneCorpus(format: string): boolean {
  return corpusFormats.some(({ name, citation }) => name === format && citation !== undefined);
}

/**
 * What was performed in a recording of a published corpus, the same for a take with picture and without, wherever it lies;
 * undefined where nobody is named.
 */
export function takeOf({ path, label, speaker, facets, start, end }: Clip): string | undefined {
  if (speaker === undefined) return undefined;
  const who = speaker.slice(speaker.lastIndexOf(':') + 1);
  const { modality, corpus: _, ...others } = facets;
  // Names of files are the corpus's own, but may begin anew in each part; where they tell the modality, facets tell the rest.
  const what = [modality === undefined ? path.split(/[\\/]/).at(-1) : label, ...Object.entries(others).sort()];
  return JSON.stringify([who, what, start, end]);
}

/**
 * Makes several folders one corpus: names never collide, and speakers of different corpora are never the same; those of two
 * pieces of one published corpus are, and a take that lies in two of them counts once, that for sound alone first.
 */
export function joinCorpora(folders: readonly ReadFolder[]): JoinedCorpora {
  const clips = folders.flatMap((folder) => folder.corpus.rows.map((row) => within(folder, row, folders)));
  const published = new Map<string, Clip[]>();
  for (const { name, corpus, isPublished } of folders) {
    if (!isPublished) continue;
    const own = clips.filter(({ facets }) => facets.corpus === name);
    published.set(corpus.format, [...(published.get(corpus.format) ?? []), ...own]);
  }
  const problems: JoinedCorpora['problems'][number][] = [];
  const left = new Set<Clip>();
  for (const own of published.values()) {
    const taken = new Map<string, Clip>();
    for (const clip of [...own].sort((a, b) => Number(isSeen(a)) - Number(isSeen(b)))) {
      const take = takeOf(clip);
      const first = take === undefined ? undefined : taken.get(take);
      if (first === undefined || first.facets.corpus === clip.facets.corpus) {
        if (take !== undefined) taken.set(take, clip);
        continue;
      }
      left.add(clip);
      problems.push(
        isSeen(clip) && !isSeen(first)
          ? { kind: 'other-modality', path: clip.path, reason: `it is the take of ${first.path}, with picture` }
          : { kind: 'duplicate', path: clip.path, reason: `it is a second file of the recording ${first.path}` },
      );
    }
  }
  return { clips: clips.filter((clip) => !left.has(clip)), problems };
}

/** Whether a recording has a picture. */
function isSeen({ facets }: Clip): boolean {
  return facets.modality !== undefined && facets.modality !== 'audio-only';
}

/** A row of one of several folders: names and speakers of different corpora are never the same. */
function within({ name, corpus, isPublished }: ReadFolder, row: CorpusRow, folders: readonly ReadFolder[]): Clip {
  const isShared = (one: ReadFolder): boolean => one.isPublished && one.corpus.format === corpus.format;
  const who = isPublished ? (folders.every(isShared) ? '' : `${corpus.format}:`) : `${name}:`;
  return {
    ...row,
    name: `${name}/${row.name}`,
    ...(row.speaker !== undefined && { speaker: `${who}${row.speaker}` }),
    facets: { ...row.facets, corpus: name },
  };
}
