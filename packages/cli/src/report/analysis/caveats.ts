import { figureCaveats } from '../../caveats.ts';
import { speakersOf } from '../../corpus/clip.ts';
import type { KnownSpeakers } from '../../corpus/known-speakers.ts';
import { isLeftOut } from '../../engines/backends.ts';
import { BASELINE } from '../../models/models.ts';
import type { Settings } from '../../settings/settings.ts';
import type { RunData } from '../run-data.ts';
import { SPEAKERS_FOR_BOOTSTRAP } from './model-scores.ts';

/** What the figures of a run come from, as far as it limits what they say: voices, weights, what early stopping watched. */
export function originCaveats({ configuration, models }: RunData): string[] {
  // The baseline has neither a backbone nor weights.
  const networks = models.filter(({ model }) => model !== BASELINE);
  const weights = networks.map((model) => model.weights).filter((source) => source !== null);
  // Runs of older versions do not have the setting.
  const { validation } = configuration.settings as { validation?: unknown };
  return [
    ...figureCaveats({
      synthetic: configuration.synthetic,
      weights,
      headOnly: networks.some(({ backend }) => isLeftOut(configuration.settings, backend ?? configuration.backend)),
    }),
    ...(validation === 'test'
      ? [
          'Early stopping watched the test part (validation=test): the epoch was chosen by the files it is scored on, so every figure is too good.',
        ]
      : []),
  ];
}

const PARTED: Readonly<Record<Settings['split'], string>> = {
  stratified: 'drawn by file, so',
  'speaker-independent': 'one of folds of speakers, yet',
  given: 'the corpus’s own, and',
};

/** What has to be known before any figure of a run is read, gravest first. */
export function caveatsOf(run: RunData, known: KnownSpeakers): string[] {
  const { configuration, models, leftOut } = run;
  const { settings } = configuration;
  const speakers = speakersOf(models[0]!.predictions).length;
  const files = models[0]!.predictions.length;
  return [
    ...originCaveats(run),
    ...(known === 'all' || known === 'some'
      ? [
          known === 'all'
            ? `The test part is ${PARTED[settings.split]} its speakers are in the training part too: the scores say how well the models know these speakers, not how they do on others.`
            : `The test part is ${PARTED[settings.split]} some of its speakers are in the training part too: the scores are in part about speakers that the models know.`,
        ]
      : []),
    ...(known === 'untold' && speakers > 0
      ? [
          'Not every speaker is told: those of the test part may be in the training part too, and nothing sure is known of new speakers.',
        ]
      : []),
    ...(speakers < SPEAKERS_FOR_BOOTSTRAP
      ? [
          speakers === 0
            ? `Nobody knows who speaks in the ${files} test files: the limits take the files as independent, and nothing is known of new speakers.`
            : `The test part holds ${files} files of ${speakers} ${speakers === 1 ? 'speaker' : 'speakers'}: that is little to speak of other speakers from.`,
        ]
      : []),
    ...(leftOut.length > 0
      ? [
          `${leftOut.length} ${leftOut.length === 1 ? 'file' : 'files'} could not be used; they are listed under “How it was run”.`,
        ]
      : []),
  ];
}
