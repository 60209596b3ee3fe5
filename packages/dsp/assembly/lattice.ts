/**
 * Passes `length` prediction errors forward and backward, in float64, through one stage of a lattice filter, in place.
 *
 * @returns Σ forward[n + 1] · backward[n], which the next stage begins with: there the forward errors begin one later.
 */
export function lattice64(forward: usize, backward: usize, length: usize, reflection: f64): f64 {
  const factor = f64x2.splat(reflection);
  const end = forward + (length << 3);
  // One sum in the order of time, as librosa's is: where a signal can be predicted, all that is left of it is rounding.
  let product: f64 = 0;
  let passed = f64x2.splat(0);
  let f = forward, b = backward;
  for (; f + 16 <= end; f += 16, b += 16) {
    const ahead = v128.load(f), behind = v128.load(b);
    const newAhead = f64x2.add(ahead, f64x2.mul(factor, behind));
    const newBehind = f64x2.add(behind, f64x2.mul(factor, ahead));
    const products = f64x2.mul(newAhead, v128.shuffle<f64>(passed, newBehind, 1, 2));
    product += f64x2.extract_lane(products, 0);
    product += f64x2.extract_lane(products, 1);
    passed = newBehind;
    v128.store(f, newAhead);
    v128.store(b, newBehind);
  }
  if (f < end) {
    const ahead = load<f64>(f), behind = load<f64>(b);
    const newAhead = ahead + reflection * behind;
    product += newAhead * f64x2.extract_lane(passed, 1);
    store<f64>(f, newAhead);
    store<f64>(b, behind + reflection * ahead);
  }
  return product;
}
