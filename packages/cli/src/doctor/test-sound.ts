/** A second of voiced sound between two of silence. */
export function testSound(sampleRate: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: 3 * sampleRate }, (_, n) => {
    const t = n / sampleRate;
    phase += (150 + 40 * Math.sin(2 * Math.PI * 1.7 * t)) / sampleRate;
    if (t < 1 || t >= 2) return 0;
    let sum = 0;
    for (let h = 1; h <= 20; h++) sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 4));
    return 0.1 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t));
  });
}
