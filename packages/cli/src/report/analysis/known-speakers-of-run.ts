import { type KnownSpeakers, knownSpeakers } from '../../corpus/known-speakers.ts';
import type { RunData } from '../run-data.ts';
import { partsByFold } from './parts-by-fold.ts';

/** Are the test part's speakers in the training part? By the run's table of its split, not by what the split is called. */
export function knownSpeakersOfRun({ split, configuration }: RunData): KnownSpeakers {
  // A split by speaker is refused where it would share one; of the others nothing is known without their table.
  if (!split) return configuration.settings.split === 'speaker-independent' ? 'none' : 'untold';
  const rows = split.map(({ speaker, part, fold }) => ({ part, fold, speaker: speaker === '' ? undefined : speaker }));
  return knownSpeakers(partsByFold(rows));
}
