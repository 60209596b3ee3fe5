import type { PowerSpectrogram } from './power-spectrogram.ts';
import { quantileNoise, soundingFrames } from './quantile-noise.ts';

/** A priori SNR of a frame in which someone speaks: 15 dB. */
const speechSnr = 31.622776601683793;
/** Smoothing of the noise power and of the speech probability at a hop of 16 ms, as published. */
const [powerSmoothing, probabilitySmoothing] = [0.8, 0.9];

/**
 * Power of a noise that changes, bin by bin and frame by frame: what the observed power tells about the noise, weighted
 * by the probability that nobody speaks, smoothed over time. Starts from the quantile estimate.
 *
 * @returns `[bins, frames]`, row-major.
 * @see Gerkmann and Hendriks (2012), "Unbiased MMSE-based noise power estimation with low complexity and low tracking
 * delay", IEEE Trans. ASLP 20(4), eqs. 18–25.
 */
export function trackNoise(spectrogram: PowerSpectrogram): Float64Array {
  const { bins, frames, power } = spectrogram;
  const start = quantileNoise(spectrogram);
  const sounding = new Uint8Array(frames);
  for (const t of soundingFrames(spectrogram)) sounding[t] = 1;
  const tracked = new Float64Array(bins * frames);
  for (let k = 0; k < bins; k++) {
    let noise = start[k]!;
    let smoothed = 0.5;
    for (let t = 0; t < frames; t++) {
      const observed = power[k * frames + t]!;
      if (sounding[t] === 1 && noise > 0) {
        const evidence = (observed / noise) * (speechSnr / (1 + speechSnr));
        let speech = 1 / (1 + (1 + speechSnr) * Math.exp(-evidence));
        smoothed = probabilitySmoothing * smoothed + (1 - probabilitySmoothing) * speech;
        // A noise that has jumped up looks like speech for ever: let a little of it through.
        if (smoothed > 0.99) speech = Math.min(speech, 0.99);
        noise = powerSmoothing * noise + (1 - powerSmoothing) * (speech * noise + (1 - speech) * observed);
      }
      tracked[k * frames + t] = noise;
    }
  }
  return tracked;
}
