/** Samples and their rate. */
export interface Sound {
  readonly samples: Float64Array;
  readonly sampleRate: number;
}

/** Real index of a time: samples stand in the middles of their intervals. */
const indexAt = (seconds: number, sampleRate: number): number => seconds * sampleRate - 0.5;

/**
 * Seconds of the largest magnitude between two times, by a parabola.
 *
 * Source: Praat 6.3, of which {@link glottalPulses} has the numbers.
 *
 * @internal
 */
export function extremeTime({ samples, sampleRate }: Sound, from: number, to: number): number {
  const begin = Math.max(0, Math.floor(indexAt(from, sampleRate)));
  const end = Math.min(samples.length - 1, Math.ceil(indexAt(to, sampleRate)));
  let least = begin;
  let most = begin;
  for (let n = begin + 1; n <= end; n++) {
    if (samples[n]! < samples[least]!) least = n;
    if (samples[n]! > samples[most]!) most = n;
  }
  if (end < begin) return (from + to) / 2;
  if (samples[least] === samples[most]) return ((begin + end) / 2 + 0.5) / sampleRate;
  const at = Math.abs(samples[least]!) > Math.abs(samples[most]!) ? least : most;
  if (at === begin || at === end) return (at + 0.5) / sampleRate;
  const [before, value, after] = [samples[at - 1]!, samples[at]!, samples[at + 1]!];
  return (at + 0.5 + (0.5 * (after - before)) / (2 * value - before - after)) / sampleRate;
}

/** Where a stretch of sound is found again. */
export interface PeriodMatch {
  readonly time: number;
  readonly correlation: number;
  /** Largest magnitude of the stretch that was found. */
  readonly peak: number;
}

/**
 * The time between two others around which the sound is most like that around `time`, over `width` seconds; undefined where no
 * correlation has a peak.
 *
 * Source: Praat 6.3, of which {@link glottalPulses} has the numbers.
 *
 * @internal
 */
export function bestMatch(
  { samples, sampleRate }: Sound,
  time: number,
  width: number,
  from: number,
  to: number,
): PeriodMatch | undefined {
  const nearest = (seconds: number): number => Math.floor(indexAt(seconds, sampleRate) + 0.5);
  const left = nearest(time - width / 2);
  const right = nearest(time + width / 2);
  const first = Math.floor(indexAt(from - width / 2, sampleRate));
  const last = Math.ceil(indexAt(to - width / 2, sampleRate));
  let best: { at: number; before: number; value: number; after: number; peak: number } | undefined;
  let [before, value] = [0, 0];
  for (let at = first; at <= last; at++) {
    let [own, other, product, peak] = [0, 0, 0, 0];
    const begin = Math.max(left, 0, left - at);
    const end = Math.min(right, samples.length - 1, left + samples.length - 1 - at);
    for (let n = begin, m = at + begin - left; n <= end; n++, m++) {
      const a = samples[n]!;
      const b = samples[m]!;
      own += a * a;
      other += b * b;
      product += a * b;
      peak = Math.max(peak, Math.abs(b));
    }
    const after = product === 0 ? 0 : product / Math.sqrt(own * other);
    if (value > (best?.value ?? -1) && value >= before && value >= after) {
      best = { at: at - 1, before, value, after, peak };
    }
    [before, value] = [value, after];
  }
  if (!best) return undefined;
  const curvature = 2 * best.value - best.before - best.after;
  const slope = 0.5 * (best.after - best.before);
  const shift = curvature === 0 ? 0 : slope / curvature;
  return {
    time: time + (best.at + shift - left) / sampleRate,
    correlation: best.value + 0.5 * slope * shift,
    peak: best.peak,
  };
}
