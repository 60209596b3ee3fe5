import type { Settings } from '../settings/settings.ts';
import { speakersOf } from './clip.ts';
import type { CorpusContents } from './read-corpus.ts';

/** Settings of a split, and what to say of it. */
export type UnaskedSplit = Partial<Pick<Settings, 'split' | 'actorPreset' | 'folds'>> & { readonly note?: string };

/**
 * How a corpus is split that nobody has said anything about: by speakers, in the folds that it is published with where there
 * is one such list, and by file where speakers are not told or too few. RAVDESS has a published protocol, which stays.
 */
export function splitUnasked(
  { clips, folds, provenance }: Pick<CorpusContents, 'clips' | 'folds' | 'provenance'>,
  settings: Pick<Settings, 'split' | 'folds'>,
): UnaskedSplit {
  if (provenance.format === 'ravdess') return {};
  const speakers = speakersOf(clips).length;
  const byFile = (why: string): UnaskedSplit => ({
    split: 'stratified',
    note: `${why}, so that the split is by file: the figures are about voices that the model knows, and say nothing of new ones.`,
  });
  const unknown = clips.filter(({ speaker }) => speaker === undefined).length;
  if (unknown > 0)
    return byFile(
      `Nobody knows who speaks in ${unknown === clips.length ? 'these recordings' : `${unknown} of ${clips.length} recordings`} (--speaker PATTERN or --speaker-column NAME tells it)`,
    );
  // One to test on, one to validate on, and two to learn from.
  if (speakers < 4)
    return byFile(`There ${speakers === 1 ? 'is one speaker' : `are ${speakers} speakers`}, too few to test on others`);
  const published = folds.length === 1 ? folds[0]!.name : undefined;
  return {
    split: 'speaker-independent',
    ...(published === undefined ? { folds: Math.min(settings.folds, speakers - 1) } : { actorPreset: published }),
    note: `The corpus tells its ${speakers} speakers, and those of the test part are new to the model${published === undefined ? '' : ` (folds ${published})`}; --split stratified splits by file.`,
  };
}
