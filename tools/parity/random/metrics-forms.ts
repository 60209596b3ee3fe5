import { pythonOf } from './dsp-draws.ts';
import { type Label, type Options, targets } from './metrics-draws.ts';
import { type Draw, type DrawnCall, nudge, pick, type RandomRow, type Refusal } from './row.ts';

export const zeroWeights: Refusal = {
  message: /weights? (sum|add|must)|sampleWeight|sum to zero|Weights sum to zero|normalized/i,
  why: 'weights of nothing: scikit-learn answers NaN or refuses by the function, ours always says so',
};

/** A score of scikit-learn from labels. */
export function score(
  name: string,
  sklearn: string,
  run: unknown,
  more: (random: Draw, labels: readonly Label[]) => Options,
  rest: Partial<RandomRow> = {},
): RandomRow {
  return {
    name,
    measure: 'absolute',
    tolerance: 1e-12,
    refusals: [zeroWeights],
    draw(random): DrawnCall {
      const given = targets(random);
      const labels = [...new Set([...given.yTrue, ...given.yPred])];
      const own = more(random, labels);
      const scored = (sampleWeight: readonly number[] | undefined): number[] =>
        flat((run as (options: Options) => unknown)({ ...given, ...own, ...(sampleWeight && { sampleWeight }) }));
      const weights = given.sampleWeight;
      return {
        title: JSON.stringify({ ...given, ...own }).slice(0, 300),
        call: 'random_references.metric',
        args: [sklearn],
        kwargs: { ...pythonOf(given), ...pythonOf(own) },
        ours: () => scored(weights),
        // Where weights differ by ten powers of ten, what a small one adds is lost in the differences of large sums.
        ...(weights && {
          nudged: () => scored(weights.map((weight, i) => weight * nudge(i, 52))),
        }),
      };
    },
    ...rest,
  };
}

/** All numbers of a result, in its order; `null` is no number. */
export function flat(value: unknown): number[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'number') return [value];
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value as unknown as number[]).flatMap(flat);
  return flat((value as { to1DArray(): number[] }).to1DArray());
}

export const classwise = (random: Draw, labels: readonly Label[]): Options => ({
  average:
    labels.length === 2 && labels.every((label) => label === 0 || label === 1)
      ? pick(random, 'binary', 'macro')
      : pick(random, 'macro', 'micro', 'weighted', null),
  zeroDivision: pick(random, 0, 1),
  ...(random() < 0.3 && { labels: [...labels].slice(0, 1 + Math.floor(random() * labels.length)) }),
});
export const noLabels = (options: Options): Options =>
  options.average === 'binary' ? { ...options, labels: undefined } : options;
export const averaged = (random: Draw, labels: readonly Label[]): Options => {
  const { labels: own, ...rest } = noLabels(classwise(random, labels));
  return own === undefined ? rest : { ...rest, labels: own };
};

/** A score of scikit-learn from probabilities or scores. */
export function curve(
  name: string,
  run: unknown,
  draw: (random: Draw) => { ours: Options; call: string; args?: unknown[]; kwargs: Options },
  rest: Partial<RandomRow> = {},
): RandomRow {
  return {
    name,
    measure: 'absolute',
    tolerance: 1e-12,
    refusals: [zeroWeights],
    draw(random) {
      const { ours, call, args = [], kwargs } = draw(random);
      return {
        title: JSON.stringify(kwargs, (_, value) =>
          ArrayBuffer.isView(value) ? `${(value as Float64Array).length} values` : value,
        ).slice(0, 300),
        call,
        args,
        kwargs,
        ours: () => flat((run as (options: Options) => unknown)(ours)),
      };
    },
    ...rest,
  };
}
