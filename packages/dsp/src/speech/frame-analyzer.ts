import { realFft } from '../fft/real-fft.ts';
import { getWindow } from '../stft/window.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const { log, log10, LN10 } = Math;

/** What the segmenter looks at in one frame. */
export interface SpeechFrame {
  /** Power between 100 and 6500 Hz in dB of full scale (a full-scale sine has −3 dB); −100 for silence. */
  readonly level: number;
  /** The same of each of four bands from 300 Hz on; a band that the sample rate lacks is as the one before. */
  readonly bands: readonly number[];
  /**
   * Geometric over arithmetic mean of the power between 150 and 4000 Hz, each bin times its frequency, in dB: near 0
   * for noise whose power falls as pink noise's does, below −6 for vowels, below −38 for pure tones.
   */
  readonly flatness: number;
  /** Correlation of the log spectrum with the one {@link similarityLag} frames before, −1 to 1; 0 for the frames that have none. */
  readonly similarity: number;
}

/** Cuts samples into frames and measures each; pieces of any length give the same frames. */
export interface FrameAnalyzer {
  /** Samples of a frame. */
  readonly frameLength: number;
  /** Samples from one frame to the next. */
  readonly hopLength: number;
  /** Takes the next samples and returns the frames that they complete. */
  push(samples: ArrayLike<number>): SpeechFrame[];
}

const frameSeconds = 0.032;
const hopSeconds = 0.01;
/** Frames between the two spectra that `similarity` compares: shorter than most sounds of speech stay as they are. */
export const similarityLag: number = 3;

/** An analyzer of frames of 32 ms every 10 ms. */
export function createFrameAnalyzer(sampleRate: number): FrameAnalyzer {
  const frameLength = Math.max(2, Math.round(frameSeconds * sampleRate));
  const hopLength = Math.max(1, Math.round(hopSeconds * sampleRate));
  const size = 2 ** Math.ceil(Math.log2(frameLength));
  const fft = realFft(size);
  const window = getWindow('hann', frameLength);
  // The power of a sine is spread over the window's main lobe; this makes the sum over it the sine's mean square.
  const scale = 2 / (size * window.reduce((sum, w) => sum + w * w, 0));
  const [re, im] = [new Float64Array(fft.bins), new Float64Array(fft.bins)];
  const frame = new Float64Array(size);
  const bin = (hz: number): number => Math.min(fft.bins - 1, Math.max(1, Math.round((hz * size) / sampleRate)));
  const highest = Math.min(6500, 0.475 * sampleRate);
  const edges = [100, 300, 1000, 2500, 4000, highest].map((hz) => bin(Math.min(hz, highest)));
  const [from, to] = [bin(150), bin(4000)];
  const last = Math.max(from + 1, Math.min(to, bin(0.475 * sampleRate)));
  let meanLogBin = 0;
  for (let k = from; k <= last; k++) meanLogBin += Math.log(k) / (last - from + 1);
  const power = new Float64Array(fft.bins);
  /** The last spectra, one after the other around a ring. */
  const spectra = Array.from({ length: similarityLag + 1 }, () => new Float64Array(last - from + 1));
  let measured = 0;
  // Samples not yet covered by a whole frame.
  const rest = new Float64Array(2 * frameLength);
  let filled = 0;

  const measure = (at: number): SpeechFrame => {
    for (let i = 0; i < frameLength; i++) frame[i] = rest[at + i]! * window[i]!;
    fft.forward(frame, re, im);
    const lowest = Math.min(from, edges[0]!);
    const behind = Math.max(last + 1, edges.at(-1)!);
    for (let k = lowest; k < behind; k++) power[k] = scale * (re[k]! * re[k]! + im[k]! * im[k]!);
    const bands: number[] = [];
    let sum = 0;
    for (let b = 0; b + 1 < edges.length; b++) {
      let own = 0;
      for (let k = edges[b]!; k < edges[b + 1]!; k++) own += power[k]!;
      sum += own;
      // Below, a band is few bins, whose sum is not steady in noise.
      if (b > 0) bands.push(edges[b] === edges[b + 1] ? bands.at(-1)! : decibels(own));
    }
    const spectrum = spectra[measured % spectra.length]!;
    let weighted = 0;
    let logs = 0;
    for (let k = from; k <= last; k++) {
      const p = power[k]! + 1e-10;
      weighted += p * k;
      const own = log(p);
      spectrum[k - from] = own;
      logs += own;
    }
    const mean = logs / spectrum.length;
    center(spectrum, mean);
    measured++;
    return {
      level: decibels(sum),
      bands,
      flatness: 10 * ((mean + meanLogBin) / LN10 - log10(weighted / spectrum.length)),
      similarity: measured > similarityLag ? dot(spectrum, spectra[measured % spectra.length]!) : 0,
    };
  };

  return {
    frameLength,
    hopLength,
    push(samples) {
      const frames: SpeechFrame[] = [];
      for (let taken = 0; taken < samples.length; ) {
        const count = Math.min(rest.length - filled, samples.length - taken);
        for (let i = 0; i < count; i++) rest[filled + i] = samples[taken + i]!;
        filled += count;
        taken += count;
        let start = 0;
        for (; start + frameLength <= filled; start += hopLength) frames.push(measure(start));
        rest.copyWithin(0, start, filled);
        filled -= start;
      }
      return frames;
    },
  };
}

function decibels(power: number): number {
  return 10 * log10(power + 1e-10);
}

/** Scales a spectrum to length 1 around its mean; a flat one becomes zero. */
function center(spectrum: Float64Array, mean: number): void {
  let squares = 0;
  for (let i = 0; i < spectrum.length; i++) {
    spectrum[i] = spectrum[i]! - mean;
    squares += spectrum[i]! * spectrum[i]!;
  }
  const length = Math.sqrt(squares) + 1e-9;
  for (let i = 0; i < spectrum.length; i++) spectrum[i] = spectrum[i]! / length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
