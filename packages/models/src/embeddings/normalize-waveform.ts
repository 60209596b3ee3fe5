/** torch's and transformers' guard against the variance of silence. */
const EPSILON = 1e-7;

/**
 * A clip with mean 0 and variance 1, in memory of its own: `do_normalize` of transformers' `Wav2Vec2FeatureExtractor`, whose
 * sums are float32 in numpy and float64 here.
 */
export function normalizeWaveform(samples: ArrayLike<number>): Float32Array {
  const { length } = samples;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += samples[i]!;
  const mean = sum / length;
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (samples[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / length + EPSILON);
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) out[i] = (samples[i]! - mean) / deviation;
  return out;
}
