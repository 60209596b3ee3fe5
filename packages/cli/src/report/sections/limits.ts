import type { KnownSpeakers } from '../../corpus/known-speakers.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Section, Text } from '../document.ts';
import type { Report } from '../report.ts';

const HOW: Readonly<Record<Settings['split'], string>> = {
  stratified: 'The split is by file',
  'speaker-independent': 'The split is by speaker',
  given: 'The split is the corpus’s own parts',
};

const IN_TRAINING: Readonly<Record<KnownSpeakers, string>> = {
  all: 'speakers of the test part, often with the same words, stand in the training part too. Scores on new speakers are lower as a rule; the recipe speaker-independent measures them.',
  some: 'some speakers of the test part stand in the training part too. Scores on new speakers alone are lower as a rule; the recipe speaker-independent measures them.',
  none: 'no speaker of the test part stands in the training part. The scores speak of new speakers of the same kind, recorded in the same way.',
  untold:
    'whether speakers of the test part stand in the training part is not told. Nothing sure can be claimed of new speakers.',
};

/** What can be claimed from this run, and what not. */
export function limitsOfClaims({ run, models, knownSpeakers }: Report): Section {
  const { synthetic, corpus, settings } = run.configuration;
  const items: Text[] = [
    ...(synthetic
      ? [
          'The recordings are synthetic speech. The run shows that the pipeline works from file to report; no figure here says anything about human voices, or about which of the models is better for them.',
        ]
      : [
          `${corpus.about ? `${corpus.about} ` : ''}A score on one corpus is no score on another, nor on emotions that people have in the wild.`,
        ]),
    `${HOW[settings.split]}: ${IN_TRAINING[knownSpeakers]}`,
    'The limits are for other speakers or files with these trained models. What another seed or another training would give is not in them.',
    'One test part was looked at. Whoever chooses settings by these figures needs another test part to report.',
    ...(models.some(({ data }) => data.weights === 'random')
      ? ['The backbone was never trained: with the weights of ImageNet every figure would be another one.']
      : []),
    'A label is what the corpus says of a recording: what a speaker was asked to show, or what others took it for. It is not what a person feels.',
  ];
  return { id: 'limits', title: 'What can be claimed', blocks: [{ kind: 'list', items }] };
}
