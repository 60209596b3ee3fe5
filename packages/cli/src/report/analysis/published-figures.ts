import { classificationReport } from '@ser/metrics';
import { compareWithPublished, type PublishedComparison, publishedReports } from '@ser/metrics/speech';
import type { KnownSpeakers } from '../../corpus/known-speakers.ts';
import type { Provenance } from '../../corpus/provenance.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import type { ModelName } from '../../models/model.ts';
import { DEFAULTS, type Settings } from '../../settings/settings.ts';

/** Our figures beside the published ones of the same model; null where they are of another corpus or of other classes. */
export function publishedFigures(
  model: ModelName,
  predictions: readonly Prediction[],
  { corpus, labels }: { readonly corpus: Provenance; readonly labels: readonly string[] },
): PublishedComparison | null {
  const published = publishedOf(model);
  if (!published) return null;
  const { classes } = published;
  const isSame =
    labels.length === Object.keys(classes).length && labels.every((label) => Object.hasOwn(classes, label));
  if (corpus.format !== 'ravdess' || !isSame) return null;
  const report = classificationReport({
    yTrue: predictions.map(({ actual }) => actual),
    yPred: predictions.map(({ predicted }) => predicted),
    labels,
    zeroDivision: 0,
  });
  return compareWithPublished(report, published);
}

/** Settings that a like-for-like run may choose: the draw, and what the published runs leave open or the split tells by itself. */
const FREE = new Set(['seed', 'split', 'fold', 'folds', 'validation']);

const NEW_SPEAKERS: Readonly<Record<Exclude<KnownSpeakers, 'all'>, string>> = {
  none: 'the test speakers are new',
  some: 'some of the test speakers are new',
  untold: 'the test speakers may be new',
};

/** What keeps a run from being set against the published one: reasons in words, none for a like-for-like run. */
export function whyNotAlike(
  model: ModelName,
  predictions: readonly Prediction[],
  {
    synthetic,
    weights,
    settings,
    knownSpeakers,
  }: {
    readonly synthetic: boolean;
    readonly weights: string | null;
    readonly settings: Settings;
    readonly knownSpeakers: KnownSpeakers;
  },
): string[] {
  const { split } = settings;
  const others = Object.keys(DEFAULTS).filter(
    (key) =>
      !FREE.has(key) &&
      JSON.stringify(settings[key as keyof Settings]) !== JSON.stringify(DEFAULTS[key as keyof Settings]),
  );
  const published = publishedOf(model);
  if (!published) return [`no figures of ${model} were published`];
  const { classes } = published;
  const labels = Object.keys(classes);
  const supports = labels.map((label) => predictions.filter(({ actual }) => actual === label).length);
  const theirs = labels.map((label) => classes[label]!.support);
  return [
    ...(synthetic ? ['the voices are synthetic'] : []),
    ...(weights === 'random' ? ['the backbone has random weights, not those of ImageNet'] : []),
    ...(knownSpeakers === 'all'
      ? []
      : [`${NEW_SPEAKERS[knownSpeakers]} to the models (split ${split}), the published ones were not`]),
    ...(others.length === 0 ? [] : [`settings differ from the recipe: ${others.join(', ')}`]),
    ...(supports.join() === theirs.join()
      ? []
      : [`the test part has ${predictions.length} files and other class sizes, the published one ${sum(theirs)}`]),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function publishedOf(model: ModelName): (typeof publishedReports)[keyof typeof publishedReports] | undefined {
  return Object.entries(publishedReports).find(([name]) => name === model)?.[1];
}
