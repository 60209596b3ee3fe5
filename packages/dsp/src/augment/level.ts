/** Root mean square of a signal; 0 for an empty one. */
export function rmsOf(samples: ArrayLike<number>): number {
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i]! * samples[i]!;
  return samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
}

/** Largest magnitude of a signal; 0 for an empty one. */
export function peakOf(samples: ArrayLike<number>): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!));
  return peak;
}
