import type { Section, Text } from '../document.ts';
import type { Report } from '../report.ts';

/** What can be claimed from this run, and what not. */
export function limitsOfClaims({ run, models }: Report): Section {
  const { synthetic, settings } = run.configuration;
  const items: Text[] = [
    ...(synthetic
      ? [
          'The recordings are synthetic speech. The run shows that the pipeline works from file to report; no figure here says anything about human voices, about RAVDESS, or about which of the models is better.',
        ]
      : [
          'RAVDESS is acted: 24 professional actors, two sentences, emotions on request. A score on it is no score on emotions that people have in the wild.',
        ]),
    settings.split === 'stratified'
      ? 'The split is by file: the models have heard every test voice, often the same sentence with the same emotion. Scores on new voices are lower as a rule; the recipe speaker-independent measures them.'
      : 'No test voice was heard in training. The scores speak of new voices of the same kind, recorded in the same way.',
    'The limits are for other voices or files with these trained models. What another seed or another training would give is not in them.',
    'One test part was looked at. Whoever chooses settings by these figures needs another test part to report.',
    ...(models.some(({ data }) => data.weights === 'random')
      ? ['The backbone was never trained: with the weights of ImageNet every figure would be another one.']
      : []),
    'A label is what the actor was asked to show, not what a listener hears, and not what a person feels.',
  ];
  return { id: 'limits', title: 'What can be claimed', blocks: [{ kind: 'list', items }] };
}
