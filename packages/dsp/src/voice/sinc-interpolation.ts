/**
 * Value of a series between its places, by sin(x)/x under a raised cosine that reaches `depth` values to both sides, or to the nearer
 * end of the series.
 *
 * Source: how Praat 6.3 interpolates; Boersma, "Accurate short-term analysis of the fundamental frequency" (1993).
 *
 * @param place Real index; the end values go on beyond the ends.
 * @internal
 */
export function sincValue(values: Float64Array, place: number, depth: number): number {
  const last = values.length - 1;
  if (place >= last) return values[last]!;
  if (place <= 0) return values[0]!;
  const left = Math.floor(place);
  if (place === left) return values[left]!;
  const reach = Math.min(depth, left + 1, last - left);
  const phase = place - left;
  if (reach === 1) return values[left]! + phase * (values[left + 1]! - values[left]!);
  if (reach === 2) return cubic(values, left, phase);
  return oneSide(values, left, -1, phase, reach) + oneSide(values, left + 1, 1, 1 - phase, reach);
}

/** Half of the sum: from `first` on in one direction, the first value `distance` away; each with a sine of its own, exact where near 0. */
function oneSide(values: Float64Array, first: number, direction: 1 | -1, distance: number, reach: number): number {
  const step = Math.PI / (distance + reach);
  const stepCos = Math.cos(step);
  const stepSin = Math.sin(step);
  let cos = Math.cos(distance * step);
  let sin = Math.sin(distance * step);
  let sum = 0;
  let sign = 1;
  for (let k = 0, place = first; k < reach; k++, place += direction) {
    sum += ((sign * values[place]!) / (Math.PI * (distance + k))) * (1 + cos);
    sign = -sign;
    const next = cos * stepCos - sin * stepSin;
    sin = sin * stepCos + cos * stepSin;
    cos = next;
  }
  return 0.5 * Math.sin(Math.PI * distance) * sum;
}

function cubic(values: Float64Array, left: number, phase: number): number {
  const [a, b] = [values[left]!, values[left + 1]!];
  const slopeA = 0.5 * (b - values[left - 1]!);
  const slopeB = 0.5 * (values[left + 2]! - a);
  const rest = 1 - phase;
  const bend = 0.5 * (slopeB - slopeA) + (phase - 0.5) * (slopeA + slopeB - 2 * (b - a));
  return a * rest + b * phase - phase * rest * bend;
}

/**
 * The maximum of a series near place `index`, between its places.
 *
 * Brent's method without derivatives: parabolas where they help, golden sections elsewhere.
 *
 * @internal
 */
export function sincMaximum(values: Float64Array, index: number, depth: number): { place: number; value: number } {
  if (index <= 0 || index >= values.length - 1) return { place: index, value: values[index]! };
  const golden = 1 - 0.6180339887498949;
  let [a, b] = [index - 1, index + 1];
  let x = a + golden * (b - a);
  let w = x;
  let v = x;
  let fx = -sincValue(values, x, depth);
  let fw = fx;
  let fv = fx;
  let step = 0;
  let before = 0;
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (a + b) / 2;
    const tolerance = 1e-8;
    if (Math.abs(x - middle) + (b - a) / 2 <= 2 * tolerance) break;
    let p = 0;
    let q = 0;
    let last = 0;
    if (Math.abs(before) > tolerance) {
      const r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      last = before;
      before = step;
    }
    if (Math.abs(p) < Math.abs(0.5 * q * last) && p > q * (a - x) && p < q * (b - x)) step = p / q;
    else {
      before = x < middle ? b - x : a - x;
      step = golden * before;
    }
    const u = x + (Math.abs(step) >= tolerance ? step : step > 0 ? tolerance : -tolerance);
    const fu = -sincValue(values, u, depth);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { place: x, value: -fx };
}
