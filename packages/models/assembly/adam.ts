/**
 * One step of Adam over `count` float32 values: moves both moments in place and writes the new weights.
 * All arguments before `count` are pointers; `toFirst` and `toSecond` are 1 - beta,
 * `keep` is 1 minus what weight decay takes off.
 */
export function adam(
  weight: usize, gradient: usize, first: usize, second: usize, out: usize, count: usize,
  toFirst: f32, toSecond: f32, rate: f32, epsilon: f32, keep: f32,
): void {
  const firsts = f32x4.splat(toFirst);
  const seconds = f32x4.splat(toSecond);
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  const keeps = f32x4.splat(keep);
  const bytes = count * 4;
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    const g = v128.load(gradient + i);
    const m0 = v128.load(first + i);
    const v0 = v128.load(second + i);
    const m = f32x4.add(m0, f32x4.mul(f32x4.sub(g, m0), firsts));
    const v = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v0), seconds));
    v128.store(first + i, m);
    v128.store(second + i, v);
    const step = f32x4.div(f32x4.mul(m, rates), f32x4.add(f32x4.sqrt(v), epsilons));
    v128.store(out + i, f32x4.sub(f32x4.mul(v128.load(weight + i), keeps), step));
  }
  for (; i < bytes; i += 4) {
    const g = load<f32>(gradient + i);
    const m0 = load<f32>(first + i);
    const v0 = load<f32>(second + i);
    const m = m0 + (g - m0) * toFirst;
    const v = v0 + (g * g - v0) * toSecond;
    store<f32>(first + i, m);
    store<f32>(second + i, v);
    store<f32>(out + i, load<f32>(weight + i) * keep - (m * rate) / (sqrt<f32>(v) + epsilon));
  }
}
