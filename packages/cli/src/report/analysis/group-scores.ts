import { type Interval, wilsonInterval } from '@ser/metrics';
import { reportBy } from '@ser/metrics/speech';
import { byName } from '../../corpus/clip.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import type { SplitRow } from '../run-data.ts';

/** Scores of the files of one group. */
export interface GroupScore extends Interval {
  /** As shown: `7`, `female`, `song` … */
  readonly group: string;
  readonly files: number;
  readonly accuracy: number;
  /** Mean recall over the classes that the group has. */
  readonly uar: number;
}

/** One way of dividing the test part. */
export interface Breakdown {
  /** Name of the facet. */
  readonly name: string;
  readonly groups: readonly GroupScore[];
}

/** A facet with more values than that is no way of dividing files into groups. */
const MOST_GROUPS = 20;
/** A group smaller than that on average tells nothing. */
const LEAST_FILES = 4;

/** Scores by speaker, in the order of their names; limits are Wilson's for the accuracy, for further files of the same speaker. */
export function speakerScores(predictions: readonly Prediction[], labels: readonly string[]): GroupScore[] {
  const told = predictions.filter(({ speaker }) => speaker !== undefined);
  return told.length === 0 ? [] : scoresBy(told, labels, ({ speaker }) => speaker!);
}

/** Scores by every facet of the corpus that divides the test part into two or more groups, and not into single files. */
export function breakdowns(
  predictions: readonly Prediction[],
  labels: readonly string[],
  split: readonly SplitRow[],
): Breakdown[] {
  const facetsOf = new Map(split.map(({ file, facets }) => [file, facets]));
  const names = [...new Set(predictions.flatMap(({ file }) => Object.keys(facetsOf.get(file) ?? {})))];
  return names.flatMap((name) => {
    const groupOf = ({ file }: Prediction): string | undefined => facetsOf.get(file)?.[name];
    const told = predictions.filter((prediction) => groupOf(prediction) !== undefined);
    const groups = new Set(told.map(groupOf)).size;
    if (groups < 2 || groups > MOST_GROUPS || told.length / groups < LEAST_FILES) return [];
    return [{ name, groups: scoresBy(told, labels, (prediction) => groupOf(prediction)!) }];
  });
}

function scoresBy(
  predictions: readonly Prediction[],
  labels: readonly string[],
  groupOf: (prediction: Prediction) => string,
): GroupScore[] {
  const { by } = reportBy({
    yTrue: predictions.map(({ actual }) => actual),
    yPred: predictions.map(({ predicted }) => predicted),
    labels,
    by: { by: predictions.map(groupOf) },
  });
  return by.groups
    .map(({ group, n, accuracy, uar }) => ({
      group: String(group),
      files: n,
      accuracy,
      uar,
      ...wilsonInterval({ successes: Math.round(accuracy * n), trials: n }),
    }))
    .sort((a, b) => byName(a.group, b.group));
}
