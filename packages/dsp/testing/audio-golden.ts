import { readFileSync } from 'node:fs';

/** Reads a file that `tools/reference/dsp_audio.py` wrote. */
export function audioGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/audio/${name}.json`, import.meta.url), 'utf8'));
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

export function float32Of(base64: string): Float32Array {
  return new Float32Array(bytesOf(base64).buffer);
}

export function float64Of(base64: string): Float64Array {
  return new Float64Array(bytesOf(base64).buffer);
}

/** The 16-bit noise of the Python script. */
export function noise(length: number, seed: number): Int16Array {
  let state = seed;
  return Int16Array.from({ length }, () => {
    state = (state * 16807) % 2147483647;
    return ((state >> 15) % 65536) - 32768;
  });
}

/** The same noise with little above a fifth of the sample rate. */
export function smooth(length: number, seed: number): Int16Array {
  const weights = [1];
  for (let n = 0; n < 16; n++) weights.push((weights[n]! * (16 - n)) / (n + 1));
  const rough = noise(length + 16, seed);
  return Int16Array.from({ length }, (_, i) =>
    Math.floor(weights.reduce((sum, weight, n) => sum + weight * rough[i + n]!, 0) / 65536),
  );
}

/** 16-bit samples as float64 in [-1, 1). */
export function unit(samples: Int16Array): Float64Array {
  return Float64Array.from(samples, (sample) => sample / 32768);
}

/** Ratio of the energy of `expected` to that of its difference to `actual`, in dB. */
export function snr(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length)
    throw new Error(`${actual.length} samples where ${expected.length} were expected.`);
  let signal = 0;
  let error = 0;
  for (let i = 0; i < expected.length; i++) {
    signal += expected[i]! ** 2;
    error += (actual[i]! - expected[i]!) ** 2;
  }
  return 10 * Math.log10(signal / error);
}
