import type { NoiseProfile } from './noise-profile.ts';
import type { PowerSpectrogram } from './power-spectrogram.ts';

/** Frames whose mean ratio of what is left to the noise lies below −12 dB hold no speech. */
const speechLimit = 0.25118864315095796;
/** What passes of them: −30 dB. */
const pauseGain = 0.03162277660168379;

/**
 * Gains of magnitude spectral subtraction: the magnitude averaged over three half-overlapping frames less that of the
 * noise, half-wave rectified; where what is left lies below the largest residue of noise alone, the least of the three
 * frames; frames without speech are attenuated by 30 dB.
 *
 * @param apart Frames from one half-overlapping frame to the next.
 * @returns The gain of every bin and frame, row-major, 0 … 1; 1 where there is nothing.
 * @see Boll (1979), "Suppression of acoustic noise in speech using spectral subtraction", IEEE Trans. ASSP 27(2).
 */
export function bollSubtraction(spectrogram: PowerSpectrogram, noise: NoiseProfile, apart: number): Float64Array {
  const { bins, frames, power } = spectrogram;
  const gains = new Float64Array(bins * frames);
  const left = new Float64Array(frames);
  const ratios = new Float64Array(frames);
  let counted = 0;
  const before = (t: number) => Math.max(0, t - apart);
  const after = (t: number) => Math.min(frames - 1, t + apart);

  for (let k = 0; k < bins; k++) {
    const row = k * frames;
    const rmsAt = (t: number) => Math.sqrt(noise.power[k * noise.stride + t * noise.step]!);
    for (let t = 0; t < frames; t++) {
      const sum = Math.sqrt(power[row + before(t)]!) + Math.sqrt(power[row + t]!) + Math.sqrt(power[row + after(t)]!);
      left[t] = Math.max(0, sum / 3 - noise.meanRatio[k]! * rmsAt(t));
    }
    for (let t = 0; t < frames; t++) {
      const rms = rmsAt(t);
      const residue = noise.excessRatio[k]! * rms;
      const kept = left[t]! < residue ? Math.min(left[before(t)]!, left[t]!, left[after(t)]!) : left[t]!;
      const magnitude = Math.sqrt(power[row + t]!);
      gains[row + t] = rms > 0 && magnitude > 0 ? Math.min(1, kept / magnitude) : 1;
      if (rms > 0) ratios[t]! += kept / (noise.meanRatio[k]! * rms);
    }
    if (rmsAt(0) > 0) counted++;
  }
  for (let t = 0; t < frames; t++) {
    if (counted === 0 || ratios[t]! / counted > speechLimit) continue;
    for (let k = 0; k < bins; k++) gains[k * frames + t] = pauseGain;
  }
  return gains;
}
