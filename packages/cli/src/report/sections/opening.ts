import type { KnownSpeakers } from '../../corpus/known-speakers.ts';
import type { Block, Text } from '../document.ts';
import type { Report } from '../report.ts';
import { counted } from '../words.ts';
import { plainWords } from './plain-words.ts';

/** Name of the data, without the machine's folders. */
export function dataName({ run }: Report): string {
  return run.configuration.data.split(/[\\/]/).filter(Boolean).at(-1) ?? 'recordings';
}

const GIVEN: Readonly<Record<KnownSpeakers, string>> = {
  all: 'known speakers',
  some: 'some known speakers',
  none: 'new speakers',
  untold: 'speakers not told',
};

/** The line below the title. */
export function subtitle(report: Report): Text {
  const { models, run, knownSpeakers } = report;
  const { scores, speakers } = models[0]!;
  const how = {
    stratified: 'split by file',
    'speaker-independent': 'split by speaker',
    given: `the corpus’s own parts, ${GIVEN[knownSpeakers]}`,
  }[run.configuration.settings.split];
  return [
    `${models.map(({ model }) => model).join(', ')} on `,
    { code: dataName(report) },
    ` · ${counted(scores.files, 'test file')}${speakers > 0 ? ` of ${counted(speakers, 'speaker')}` : ''} · ${how} · seed ${run.configuration.settings.seed}`,
  ];
}

/** The report in plain words, and what limits its figures. */
export function opening(report: Report): Block[] {
  const { caveats } = report;
  return [
    plainWords(report),
    ...(caveats.length === 0
      ? []
      : [{ kind: 'note', tone: 'caution', title: 'Before you read the figures', items: caveats } as const]),
  ];
}
