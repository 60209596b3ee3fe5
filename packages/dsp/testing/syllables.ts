import { createNormal } from '../src/normal.ts';
import { createRandom } from '../src/random.ts';

/** Voiced syllables with gliding pitch and pauses between them: speech-like enough to see what noise reduction leaves. */
export function syllables(seconds: number, sampleRate = 22050): Float64Array {
  let phase = 0;
  return Float64Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => {
    const t = n / sampleRate;
    phase += (140 + 40 * Math.sin(2 * Math.PI * 0.7 * t)) / sampleRate;
    const loudness = Math.max(0, Math.sin(2 * Math.PI * 1.7 * t)) ** 0.5;
    let sum = 0;
    for (let h = 1; h <= 20; h++) sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 4));
    return 0.1 * loudness * sum;
  });
}

/** White noise of a standard deviation. */
export function whiteNoise(length: number, deviation: number, seed: number): Float64Array {
  const normal = createNormal(createRandom(seed));
  return Float64Array.from({ length }, () => deviation * normal());
}

/** Sum of squares. */
export function energy(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  return sum;
}
