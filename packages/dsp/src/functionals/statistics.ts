/** Statistics of a series over time, by the name that ends a column. All are 0 for an empty series. */
export const statistics = {
  mean: (values: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]!;
    return values.length === 0 ? 0 : sum / values.length;
  },
  /** Standard deviation of the series itself (divided by its length). */
  deviation: (values: ArrayLike<number>): number => {
    const mean = statistics.mean(values);
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
    return values.length === 0 ? 0 : Math.sqrt(sum / values.length);
  },
  /** Mean step from one value to the next, whatever its sign. */
  change: (values: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 1; i < values.length; i++) sum += Math.abs(values[i]! - values[i - 1]!);
    return values.length < 2 ? 0 : sum / (values.length - 1);
  },
  p10: (values: ArrayLike<number>): number => quantile(values, 0.1),
  p50: (values: ArrayLike<number>): number => quantile(values, 0.5),
  p90: (values: ArrayLike<number>): number => quantile(values, 0.9),
  /** Slope of the least-squares line, from the first value to the last. */
  slope: (values: ArrayLike<number>): number => {
    const last = values.length - 1;
    if (last < 1) return 0;
    const mean = statistics.mean(values);
    let product = 0;
    let square = 0;
    for (let i = 0; i <= last; i++) {
      const x = i / last - 0.5;
      product += x * (values[i]! - mean);
      square += x * x;
    }
    return product / square;
  },
} as const;

/** Name of a statistic. */
export type Statistic = keyof typeof statistics;

/** Quantile with linear interpolation, as `numpy.quantile` gives it. */
function quantile(values: ArrayLike<number>, q: number): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
