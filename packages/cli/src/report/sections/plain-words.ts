import type { KnownSpeakers } from '../../corpus/known-speakers.ts';
import { testedClasses } from '../../evaluation/scores.ts';
import { BASELINE } from '../../models/models.ts';
import { besideBaseline } from '../analysis/beside-baseline.ts';
import { confusionsOf } from '../analysis/confusions.ts';
import type { Block, Text } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { counted, listed } from '../words.ts';

/** The whole report in a few sentences, for somebody who will read nothing else. */
export function plainWords(report: Report): Block {
  const { models } = report;
  const networks = models.filter(({ model }) => model !== BASELINE);
  const best = highest(networks.length > 0 ? networks : models);
  return {
    kind: 'lead',
    paragraphs: [
      tested(report),
      howOften(best, report),
      mixedUp(best, report),
      ...worthIt(best, report),
      mustNot(report),
    ],
  };
}

function highest(models: readonly ModelReport[]): ModelReport {
  return models.reduce((a, b) => (b.scores.macroRecall > a.scores.macroRecall ? b : a));
}

const HEARD: Readonly<Record<KnownSpeakers, string>> = {
  all: 'whose other recordings the models had learned from',
  some: 'some of whom the models had learned from',
  none: 'none of whose recordings the models had learned from',
  untold: 'of whom nobody knows whether the models had learned from them',
};

function tested({ models, run, knownSpeakers }: Report): Text {
  const { scores, speakers } = models[0]!;
  const { synthetic } = run.configuration;
  const who =
    speakers === 0 ? 'by speakers that nobody named' : `by ${counted(speakers, 'speaker')} ${HEARD[knownSpeakers]}`;
  const of = models.length === 1 ? models[0]!.model : listed(models.map(({ model }) => model));
  return [
    { strong: 'What was tested.' },
    ` ${of} had to name the emotion of ${counted(scores.files, 'recording')} ${who}, out of ${counted(testedClasses(models[0]!.data.predictions), 'emotion')}.`,
    synthetic ? ' A computer voiced all of them: nothing here says anything about people.' : '',
  ];
}

function howOften({ model, scores, intervals, data: { predictions } }: ModelReport, { models }: Report): Text {
  const right = predictions.filter(({ actual, predicted }) => actual === predicted).length;
  const isChosen = models.filter((one) => one.model !== BASELINE).length > 1;
  const { low, high } = intervals.accuracy;
  const classes = testedClasses(predictions);
  const [least, most] = [outOfTen(low), outOfTen(high)];
  const width = high - low;
  const firmness =
    width <= 0.06
      ? 'That is a firm figure'
      : width <= 0.15
        ? 'That is a fairly firm figure'
        : width <= 0.3
          ? 'That is a rough figure'
          : 'That is little more than a hint';
  return [
    { strong: 'How often it is right.' },
    ` ${isChosen ? `The best network, ${model},` : model} is right in ${outOfTen(scores.accuracy)} recordings (${right} of ${scores.files}); guessing would be right in one of ${classes}. `,
    `${firmness}: another test of the same kind could well give ${least === most ? `${most} as well` : `anything from ${least} to ${most}`}.`,
  ];
}

/** `about 7 of 10`. */
function outOfTen(share: number): string {
  if (share >= 0.95) return share === 1 ? 'all of 10' : 'nearly 10 of 10';
  return share < 0.05 ? 'hardly any of 10' : `about ${Math.round(10 * share)} of 10`;
}

function mixedUp({ data }: ModelReport, { run }: Report): Text {
  const [first, ...others] = confusionsOf(data.predictions, run.labels).slice(0, 3);
  const strong = { strong: 'What it mixes up.' };
  if (!first) return [strong, ' No recording is taken for another emotion.'];
  const said = [
    `it takes ${first.actual} for ${first.predicted} (${first.count} of ${first.files} ${first.actual} recordings)`,
    ...others.map(({ actual, predicted, count, files }) => `${actual} for ${predicted} (${count} of ${files})`),
  ];
  return [strong, ` Most often ${listed(said)}.`];
}

function worthIt(best: ModelReport, { models, differences }: Report): Text[] {
  const baseline = models.find(({ model }) => model === BASELINE);
  if (!baseline || best === baseline) return [];
  const found = besideBaseline(best.data, baseline.data.predictions, differences);
  if (!found) return [];
  const { files, right, baselineRight, isClear } = found;
  const simple = `simple statistics of the voice, computed in seconds without any network, are right in ${baselineRight} of ${files} recordings, the network in ${right}`;
  return [
    [
      { strong: 'Is the network worth it?' },
      right <= baselineRight
        ? ` No: ${simple}. It ${isClear ? 'is clearly behind' : 'does not beat them'}.`
        : isClear
          ? ` Yes: ${simple}. It clearly beats them.`
          : ` Not clearly: ${simple}. What it has on top may be chance.`,
    ],
  ];
}

function mustNot({ run }: Report): Text {
  const { synthetic, corpus } = run.configuration;
  return [
    { strong: 'What it must not be used for.' },
    ' A label says how a recording was meant or taken, not what a person feels. Do not use such a model to judge, rank, hire, grade, diagnose or watch people; in the European Union, inferring emotions at work and in education is prohibited but for medical or safety reasons (',
    { link: 'Regulation 2024/1689, Article 5', href: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj' },
    '). ',
    synthetic
      ? 'This one has never been tested on a human voice.'
      : `This one is tested on ${corpus.name} alone: other speakers, languages, microphones and emotions that were not acted for it are unknown ground.`,
  ];
}
