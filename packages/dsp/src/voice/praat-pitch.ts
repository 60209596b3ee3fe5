import { realFft } from '../fft/real-fft.ts';
import { praatGaussian, type ShortTermFrames, sampleBefore, shortTermFrames } from './short-term.ts';
import { sincMaximum, sincValue } from './sinc-interpolation.ts';

/** How frames are compared with themselves, and from where on a period counts. */
export interface PraatPitchSettings {
  readonly sampleRate: number;
  /** `'hann'` and `'gauss'` correlate a windowed frame, `'cross'` two stretches of one sound. */
  readonly method: 'hann' | 'gauss' | 'cross';
  readonly timeStep: number;
  readonly fMin: number;
  readonly fMax: number;
  readonly periodsPerWindow: number;
  readonly voicingThreshold: number;
  readonly octaveCost: number;
  /** Whether only the strongest candidate of a frame is asked for. @default false */
  readonly strongestOnly?: boolean;
}

/** A period that a frame may have: frequency in Hz, and correlation over it in [0, 1]. */
export interface PitchCandidate {
  readonly hz: number;
  readonly strength: number;
}

/** Candidates of one frame; its peak relative to the loudest. */
export interface PitchFrame {
  readonly intensity: number;
  readonly candidates: readonly PitchCandidate[];
}

/** Candidates of a frame at least, Praat's number of them: what a frame takes room for. */
const leastCandidates = 15;

/** Normalized correlations of frames at the lags −limit … limit, lag 0 in the middle. */
type Correlate = (frame: number, mean: number) => { readonly correlation: Float64Array; readonly peak: number };

interface Layout {
  readonly frames: ShortTermFrames;
  /** Samples of a window, and half of them. */
  readonly size: number;
  readonly half: number;
  /** Samples of the longest period. */
  readonly period: number;
  readonly maxLag: number;
  /** Largest lag that is correlated. */
  readonly limit: number;
}

function layoutOf(samples: Float64Array, settings: PraatPitchSettings): Layout {
  const { sampleRate, fMin, method, timeStep } = settings;
  const periods = settings.periodsPerWindow * (method === 'gauss' ? 2 : 1);
  const window = periods / fMin;
  const half = Math.floor(Math.floor(window * sampleRate) / 2) - 1;
  const size = 2 * half;
  const depth = { hann: 0.5, gauss: 0.25, cross: 1 }[method];
  return {
    frames: shortTermFrames(samples.length, sampleRate, {
      window: window + (method === 'cross' ? 1 / fMin : 0),
      step: timeStep,
      rows: leastCandidates,
    }),
    size,
    half,
    period: Math.floor(sampleRate / fMin),
    maxLag: Math.min(Math.floor(size / periods) + 2, size),
    limit: Math.floor(size * depth),
  };
}

/** The largest magnitude of the middle of a frame, a longest period wide. */
function middlePeak(value: (n: number) => number, { half, size, period }: Layout): number {
  const reach = Math.floor(period / 2) + 1;
  let peak = 0;
  for (let n = Math.max(half - reach, 0); n < Math.min(half + reach, size); n++)
    peak = Math.max(peak, Math.abs(value(n)));
  return peak;
}

/** Correlates windowed frames by a transform, and takes the window's own correlation out. */
function autoCorrelation(
  samples: Float64Array,
  layout: Layout,
  leftOf: (t: number) => number,
  isGauss: boolean,
): Correlate {
  const { size, half, limit } = layout;
  let points = 1;
  while (points < size + limit) points *= 2;
  const fft = realFft(points);
  const frame = new Float64Array(points);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  const correlateFrame = (): void => {
    fft.forward(frame, re, im);
    for (let k = 0; k < fft.bins; k++) {
      re[k] = re[k]! * re[k]! + im[k]! * im[k]!;
      im[k] = 0;
    }
    fft.inverse(re, im, frame);
  };
  const window = isGauss
    ? praatGaussian(size)
    : Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos(((n + 1) * 2 * Math.PI) / (size + 1)));
  frame.set(window);
  correlateFrame();
  const own = frame.slice(0, limit + 1);
  const correlation = new Float64Array(2 * limit + 1);
  return (t, mean) => {
    const begin = leftOf(t) + 1 - half;
    frame.fill(0);
    for (let n = 0; n < size; n++) frame[n] = ((samples[begin + n] ?? 0) - mean) * window[n]!;
    const peak = middlePeak((n) => frame[n]!, layout);
    if (peak > 0) {
      correlateFrame();
      const energy = frame[0]!;
      for (let lag = 1; lag <= limit; lag++) {
        correlation[limit + lag] = correlation[limit - lag] = (frame[lag]! / (energy * own[lag]!)) * own[0]!;
      }
      correlation[limit] = 1;
    }
    return { correlation, peak };
  };
}

/** Correlates a stretch with the one that begins a lag later, each normalized by its own energy. */
function crossCorrelation(
  samples: Float64Array,
  layout: Layout,
  leftOf: (t: number) => number,
  startOf: (t: number) => number,
): Correlate {
  const { size, half, limit, maxLag } = layout;
  const stretch = new Float64Array(maxLag + size);
  const correlation = new Float64Array(2 * limit + 1);
  return (t, mean) => {
    const begin = leftOf(t) + 1 - half;
    const peak = middlePeak((n) => (samples[begin + n] ?? mean) - mean, layout);
    const start = Math.max(0, startOf(t));
    const span = Math.min(maxLag + size, samples.length - start);
    for (let n = 0; n < span; n++) stretch[n] = samples[start + n]! - mean;
    let energy = 0;
    for (let n = 0; n < size; n++) energy += stretch[n]! * stretch[n]!;
    let shifted = energy;
    correlation.fill(0);
    correlation[limit] = 1;
    for (let lag = 1; lag <= Math.min(span - size, limit); lag++) {
      const first = stretch[lag - 1]!;
      const next = stretch[lag + size - 1]!;
      shifted += next * next - first * first;
      let product = 0;
      for (let n = 0; n < size; n++) product += stretch[n]! * stretch[n + lag]!;
      correlation[limit + lag] = correlation[limit - lag] = product / Math.sqrt(energy * shifted);
    }
    return { correlation, peak };
  };
}

/** High values of short windows are mirrored at 1. */
const mirrored = (strength: number): number => (strength > 1 ? 1 / strength : strength);

/** The peaks of a correlation, refined; the weakest make room where there are too many. */
function candidatesOf(correlation: Float64Array, layout: Layout, settings: PraatPitchSettings): PitchCandidate[] {
  const { limit, maxLag } = layout;
  const { sampleRate, fMin, fMax, octaveCost, voicingThreshold, method } = settings;
  // One of Praat's places is that of no voice.
  const maxCandidates = Math.max(leastCandidates, Math.floor(fMax / fMin)) - 1;
  const found: { lag: number; hz: number; strength: number; sharpness: number }[] = [];
  const worth = ({ hz, strength }: PitchCandidate): number => strength - octaveCost * Math.log2(fMin / hz);
  for (let lag = 2; lag < maxLag && lag < limit; lag++) {
    const value = correlation[limit + lag]!;
    const before = correlation[limit + lag - 1]!;
    const after = correlation[limit + lag + 1]!;
    if (!(value > 0.5 * voicingThreshold && value > before && value >= after)) continue;
    const bend = 2 * value - before - after;
    const place = lag + (0.5 * (after - before)) / bend;
    const strength = mirrored(sincValue(correlation, limit + place, 30));
    const candidate = { lag, hz: sampleRate / place, strength, sharpness: bend / value };
    if (found.length < maxCandidates) found.push(candidate);
    else {
      const weakest = found.reduce((least, other, i) => (worth(other) < worth(found[least]!) ? i : least), 0);
      if (worth(candidate) > worth(found[weakest]!)) found[weakest] = candidate;
    }
  }
  const refined = ({ lag, hz }: { lag: number; hz: number }): PitchCandidate => {
    const depth = method !== 'hann' || hz > 0.3 * sampleRate ? 700 : 70;
    const { place, value } = sincMaximum(correlation, limit + lag, depth);
    return { hz: sampleRate / (place - limit), strength: mirrored(value) };
  };
  if (!settings.strongestOnly) return found.map(refined);
  // Refining moves a strength by much less than the margin, except at the shortest lags and where a peak is but a few samples wide; of
  // those, 30 values to both sides tell enough, but next to half the sampling rate, where `sharpness` is 4.
  let best: PitchCandidate | undefined;
  for (const candidate of found.sort((a, b) => b.strength - a.strength)) {
    const { lag, strength, sharpness } = candidate;
    const least = (best?.strength ?? 0) - 0.1;
    if (best && lag > 12 && strength < least) {
      if (sharpness < 0.1) continue;
      if (sharpness < 3.5 && sincMaximum(correlation, limit + lag, 30).value < least) continue;
    }
    const exact = refined(candidate);
    if (!best || exact.strength > best.strength) best = exact;
  }
  return best ? [best] : [];
}

/**
 * The periods that each frame may have. The recording must hold a window.
 *
 * Source: Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound"
 * (1993), with the details of Praat 6.3.
 *
 * @throws DspError `invalid-signal`
 * @internal
 */
export function praatPitch(
  samples: Float64Array,
  settings: PraatPitchSettings,
): { readonly frames: ShortTermFrames; readonly pitches: readonly PitchFrame[] } {
  const { sampleRate, method, fMin, periodsPerWindow } = settings;
  const layout = layoutOf(samples, settings);
  const { frames, period } = layout;
  const at = (seconds: number): number => sampleBefore(seconds, sampleRate);
  const middle = (t: number): number => frames.first + t * frames.step;
  const leftOf = (t: number): number => at(middle(t));
  const correlate =
    method === 'cross'
      ? crossCorrelation(samples, layout, leftOf, (t) => at(middle(t) - 0.5 * (1 / fMin + periodsPerWindow / fMin)))
      : autoCorrelation(samples, layout, leftOf, method === 'gauss');
  let total = 0;
  for (const x of samples) total += x;
  let loudest = 0;
  for (const x of samples) loudest = Math.max(loudest, Math.abs(x - total / samples.length));
  const pitches = Array.from({ length: frames.count }, (_, t): PitchFrame => {
    if (loudest === 0) return { intensity: 0, candidates: [] };
    const left = leftOf(t);
    let sum = 0;
    for (let n = left + 1 - period; n <= left + period; n++) sum += samples[n] ?? 0;
    const { correlation, peak } = correlate(t, sum / (2 * period));
    const intensity = Math.min(1, peak / loudest);
    return { intensity, candidates: peak === 0 ? [] : candidatesOf(correlation, layout, settings) };
  });
  return { frames, pitches };
}
