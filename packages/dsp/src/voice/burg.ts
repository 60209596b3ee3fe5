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
  let forward = samples.slice(1);
  const backward = samples.slice(0, -1);
  let length = forward.length;
  let energy = 0;
  let product = 0;
  for (let n = 0; n < length; n++) {
    energy += forward[n]! * forward[n]! + backward[n]! * backward[n]!;
    product += forward[n]! * backward[n]!;
  }
  for (let i = 0; i < order; i++) {
    const reflection = (-2 * product) / (energy + 2.2250738585072014e-308);
    [before, now] = [now, before];
    for (let j = 1; j <= i + 1; j++) now[j] = before[j]! + reflection * before[i - j + 1]!;
    // The forward errors begin one later in every round, the backward ones end one earlier; their next product is on the way.
    product = 0;
    let passed = 0;
    for (let n = 0; n < length; n++) {
      const ahead = forward[n]!;
      const behind = backward[n]!;
      const newAhead = ahead + reflection * behind;
      product += newAhead * passed;
      passed = behind + reflection * ahead;
      forward[n] = newAhead;
      backward[n] = passed;
    }
    const first = forward[0]!;
    energy = (1 - reflection * reflection) * energy - passed * passed - first * first;
    forward = forward.subarray(1);
    length--;
  }
  return now;
}
