import { basename, sep } from 'node:path';
import { type ModelScores, modelScores } from '../analysis/model-scores.ts';
import { type Difference, type PairToTest, testPairs } from '../analysis/model-tests.ts';
import type { ModelData, RunData } from '../run-data.ts';

/** One model of one run. */
export interface RunModel extends ModelScores {
  readonly run: string;
  readonly model: string;
}

/** Something that runs do not have alike, with what each run has, in the order of the runs. */
export interface RunDifference {
  readonly what: string;
  readonly values: readonly string[];
}

/** Several runs side by side. */
export interface RunsComparison {
  /** Short names, in the order given. */
  readonly runs: readonly string[];
  readonly models: readonly RunModel[];
  /** Every pair of models from two runs with the same test part; named `run · model`. */
  readonly differences: readonly Difference[];
  /** Pairs of runs that are not tested, and why. */
  readonly notPaired: readonly string[];
  readonly differing: readonly RunDifference[];
}

/** Sets runs side by side: scores with limits, paired tests where the test parts are the same, and what differs. */
export function compareRuns(runs: readonly RunData[]): RunsComparison {
  const names = namesOf(runs.map(({ path }) => path));
  const { seed } = runs[0]!.configuration.settings;
  const notPaired: string[] = [];
  const pairs = runs.flatMap((first, i) =>
    runs.slice(i + 1).flatMap((second, k): PairToTest[] => {
      const j = i + 1 + k;
      const reason = whyNotPaired(first, second);
      if (reason) {
        notPaired.push(`${names[i]} and ${names[j]}: ${reason}`);
        return [];
      }
      const named = (run: number, { model, predictions }: ModelData) => ({
        model: `${names[run]} · ${model}`,
        predictions,
      });
      const { labels } = first;
      return first.models.flatMap((a) =>
        second.models.map((b) => ({ first: named(i, a), second: named(j, b), labels })),
      );
    }),
  );
  return {
    runs: names,
    models: runs.flatMap(({ models, labels }, i) =>
      models.map(({ model, predictions }) => ({
        run: names[i]!,
        model,
        ...modelScores(predictions, labels, seed),
      })),
    ),
    differences: testPairs(pairs, seed),
    notPaired,
    differing: differing(runs),
  };
}

/** The shortest ends of the paths that tell the runs apart. */
function namesOf(paths: readonly string[]): string[] {
  for (let parts = 1; parts < 20; parts++) {
    const names = paths.map((path) => path.split(sep).slice(-parts).join('/'));
    if (new Set(names).size === paths.length) return names;
  }
  return paths.map((path, i) => `${i + 1} ${basename(path)}`);
}

/** Tests of pairs need the same files with the same true classes. */
function whyNotPaired(a: RunData, b: RunData): string | undefined {
  if (a.configuration.corpus.name !== b.configuration.corpus.name)
    return `the corpora differ (${a.configuration.corpus.name}, ${b.configuration.corpus.name})`;
  if (a.labels.join('\n') !== b.labels.join('\n'))
    return `the classes differ (${a.labels.join(', ')}; ${b.labels.join(', ')})`;
  const [first, second] = [a, b].map(
    ({ models }) => new Map(models[0]!.predictions.map(({ file, actual }) => [file, actual])),
  );
  const shared = [...first!].filter(([file, actual]) => second!.get(file) === actual).length;
  return shared === first!.size && shared === second!.size
    ? undefined
    : `the test parts differ (${shared} files are in both, of ${first!.size} and ${second!.size})`;
}

function differing(runs: readonly RunData[]): RunDifference[] {
  const facts = runs.map(({ configuration, models }): Record<string, unknown> => {
    const { corpus, data, engine, backend, program, settings } = configuration;
    const weights = models.flatMap(({ model, weights: source }) => (source === null ? [] : [`${model}: ${source}`]));
    return { corpus: corpus.name, data, weights: weights.join('; '), engine, backend, program, ...settings };
  });
  const keys = [...new Set(facts.flatMap((one) => Object.keys(one)))];
  return keys
    .map((what) => ({
      what,
      values: facts.map((one) => {
        const value = one[what];
        return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
      }),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}
