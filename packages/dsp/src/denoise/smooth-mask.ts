/** Sums of `count` neighbors along one axis: out[i] = Σ values[i − before … i + after], nothing beyond the ends. */
function boxSums(line: Float64Array, before: number, after: number, out: Float64Array): void {
  const length = line.length;
  let sum = 0;
  for (let i = 0; i < Math.min(after, length); i++) sum += line[i]!;
  for (let i = 0; i < length; i++) {
    if (i + after < length) sum += line[i + after]!;
    if (i - before - 1 >= 0) sum -= line[i - before - 1]!;
    out[i] = sum;
  }
}

/** Weighted sums with the triangle (reach + 1 − |d|), |d| ≤ reach, over lines of `length` values `step` apart. */
function triangleSums(
  values: Float64Array,
  lines: number,
  lineStep: number,
  length: number,
  step: number,
  reach: number,
): void {
  // A triangle is a box over a box; the line is continued by zeros so that the first box may reach beyond it.
  const line = new Float64Array(length + 2 * reach);
  const once = new Float64Array(line.length);
  const twice = new Float64Array(line.length);
  for (let l = 0; l < lines; l++) {
    const base = l * lineStep;
    for (let i = 0; i < length; i++) line[reach + i] = values[base + i * step]!;
    boxSums(line, reach, 0, once);
    boxSums(once, 0, reach, twice);
    for (let i = 0; i < length; i++) values[base + i * step] = twice[reach + i]!;
  }
}

/**
 * Averages a mask over neighboring bins and frames with a triangular weight, in place.
 *
 * At the borders the average is over what is there: a mask of ones stays a mask of ones, in the lowest bins too.
 *
 * @param mask `[bins, frames]`, row-major.
 * @param reach Neighbors on each side that still count.
 */
export function smoothMask(
  mask: Float64Array,
  shape: { readonly bins: number; readonly frames: number },
  reach: { readonly bins: number; readonly frames: number },
): void {
  const { bins, frames } = shape;
  const weights = (length: number, width: number): Float64Array => {
    const ones = new Float64Array(length).fill(1);
    triangleSums(ones, 1, 0, length, 1, width);
    return ones;
  };
  const binWeights = weights(bins, reach.bins);
  const frameWeights = weights(frames, reach.frames);
  triangleSums(mask, bins, frames, frames, 1, reach.frames);
  triangleSums(mask, frames, 1, bins, frames, reach.bins);
  for (let k = 0, i = 0; k < bins; k++) {
    // Running sums leave rounding behind: hold the average to what an average can be.
    for (let t = 0; t < frames; t++, i++) {
      mask[i] = Math.min(1, Math.max(0, mask[i]! / (binWeights[k]! * frameWeights[t]!)));
    }
  }
}
