import type { Ratio } from './ratio.ts';

/**
 * Sizes of a conversion by overlap-save. A block of `forwardSize` input samples becomes `inverseSize` samples at the
 * intermediate rate, of which `outputHop` are new and free of wrap-around, from `outputSkip` on.
 */
export interface TransformPlan {
  readonly forwardSize: number;
  readonly inverseSize: number;
  /** Input samples from one block to the next. */
  readonly inputHop: number;
  readonly outputHop: number;
  /** Input samples at the start of a block that serve the filter only; a whole number of intermediate samples. */
  readonly inputSkip: number;
  readonly outputSkip: number;
  /** Intermediate samples per input sample, up / down in lowest terms. */
  readonly up: number;
  readonly down: number;
  /** Whether the intermediate rate is the output rate; otherwise the output is interpolated. */
  readonly isExact: boolean;
}

/** Transforms use these radices, in this order. */
const radices = [4, 2, 3, 5, 7] as const;
/** Passes over the data, relative to radix 2: measured time of a stage. */
const stageCost: Readonly<Record<number, number>> = { 2: 1, 3: 1.25, 4: 1.25, 5: 1.9, 7: 2.8 };
/** Points of one transform: 2 MiB of working memory. */
const maxSize = 2 ** 16;
/** Above this the working memory leaves the first caches. */
const cacheSize = 2 ** 12;
/** An intermediate rate so far above the lower rate leaves a transition that 20 taps fill. */
const oversampling = 1.75;
const intermediateRatios: readonly (readonly [number, number])[] = [
  [1, 256],
  [1, 128],
  [1, 64],
  [1, 32],
  [1, 16],
  [1, 8],
  [1, 4],
  [3, 8],
  [1, 2],
  [3, 4],
  [1, 1],
  [3, 2],
  [2, 1],
];

/** Radices of the stages of a transform of `size` points, or null if it has another prime factor. */
export function stagesOf(size: number): number[] | null {
  const stages: number[] = [];
  let rest = size;
  for (const radix of radices) {
    while (rest % radix === 0) {
      stages.push(radix);
      rest /= radix;
    }
  }
  return rest === 1 ? stages : null;
}

/**
 * Chooses the transforms for a conversion: the cheapest per sample.
 *
 * @param half Half length of the filter in input samples.
 * @returns null where the filter is too long for any transform of reasonable size.
 */
export function planTransforms({ ratio, exact }: Ratio, half: number): TransformPlan | null {
  if (exact !== null && stagesOf(exact.up) && stagesOf(exact.down)) {
    const plan = cheapest(exact.up, exact.down, half, true);
    if (plan) return plan;
  }
  const wanted = Math.min(1, ratio) * oversampling;
  const [up, down] = intermediateRatios.find(([a, b]) => a / b >= wanted) ?? [2, 1];
  return cheapest(up, down, half, false);
}

function cheapest(up: number, down: number, half: number, isExact: boolean): TransformPlan | null {
  const skipUnits = Math.ceil(half / down);
  let best: TransformPlan | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  // Multiples of 4, because samples enter and leave four at a time.
  for (let units = 4 * Math.ceil((2 * skipUnits + 1) / 4); Math.max(up, down) * units <= maxSize; units += 4) {
    const hopUnits = units - 2 * skipUnits;
    const forward = costOf(down * units);
    const inverse = costOf(up * units);
    if (forward === null || inverse === null || hopUnits * up < 4) continue;
    const cost = (forward + inverse) / hopUnits;
    if (cost >= lowest) continue;
    lowest = cost;
    best = {
      forwardSize: down * units,
      inverseSize: up * units,
      inputHop: down * hopUnits,
      outputHop: up * hopUnits,
      inputSkip: down * skipUnits,
      outputSkip: up * skipUnits,
      up,
      down,
      isExact,
    };
  }
  return best;
}

function costOf(size: number): number | null {
  const stages = stagesOf(size);
  if (stages === null) return null;
  // One more for entry or exit.
  const passes = stages.reduce((sum, radix) => sum + stageCost[radix]!, 1);
  return passes * size * (size > cacheSize ? 1.15 : 1);
}
