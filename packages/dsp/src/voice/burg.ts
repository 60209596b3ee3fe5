/**
 * Coefficients 1, a₁ … of the filter 1 + Σ aₖ z⁻ᵏ that predicts a signal forward and backward with the least error.
 *
 * Source: `librosa.lpc` 0.11; Burg's method as in Marple, "A new autoregressive spectrum analysis algorithm" (1980).
 *
 * @param samples At least `order + 1` values.
 */
export function burg(samples: Float64Array, order: number): Float64Array {
  let now = new Float64Array(order + 1);
  let before = new Float64Array(order + 1);
  now[0] = before[0] = 1;
  const forward = samples.slice(1);
  const backward = samples.slice(0, -1);
  let length = forward.length;
  let energy = 0;
  for (let n = 0; n < length; n++) energy += forward[n]! * forward[n]! + backward[n]! * backward[n]!;
  for (let i = 0; i < order; i++) {
    let product = 0;
    for (let n = 0; n < length; n++) product += forward[n + i]! * backward[n]!;
    const reflection = (-2 * product) / (energy + 2.2250738585072014e-308);
    [before, now] = [now, before];
    for (let j = 1; j <= i + 1; j++) now[j] = before[j]! + reflection * before[i - j + 1]!;
    // The forward errors begin one later in every round, the backward ones end one earlier.
    for (let n = 0; n < length; n++) {
      const ahead = forward[n + i]!;
      const behind = backward[n]!;
      forward[n + i] = ahead + reflection * behind;
      backward[n] = behind + reflection * ahead;
    }
    const first = forward[i]!;
    const last = backward[length - 1]!;
    energy = (1 - reflection * reflection) * energy - last * last - first * first;
    length--;
  }
  return now;
}
