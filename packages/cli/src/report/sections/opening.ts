import type { Block, Text } from '../document.ts';
import type { Report } from '../report.ts';
import { counted } from '../words.ts';
import { plainWords } from './plain-words.ts';

/** Name of the data, without the machine's folders. */
export function dataName({ run }: Report): string {
  return run.configuration.data.split(/[\\/]/).filter(Boolean).at(-1) ?? 'recordings';
}

/** The line below the title. */
export function subtitle(report: Report): Text {
  const { models, run } = report;
  const { scores, speakers } = models[0]!;
  const how = run.configuration.settings.split === 'stratified' ? 'split by file' : 'split by speaker';
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
