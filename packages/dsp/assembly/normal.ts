/** Words of the state of MT19937, and how far ahead the one stands that is mixed in. */
const WORDS: usize = 624;
const AHEAD: usize = 397;

/** Candidates of a filling: each takes two numbers of 53 bits, made of two words. */
const CANDIDATES: usize = WORDS / 4;

/**
 * A state in bytes: its words, the same words tempered, the candidates inside the circle (x, y), their squared distances from the
 * center, and how many of them there are and were taken.
 */
// @ts-ignore: decorator
@inline
const TEMPERED: usize = WORDS * 4;
// @ts-ignore: decorator
@inline
const POINTS: usize = 2 * TEMPERED;
// @ts-ignore: decorator
@inline
const SQUARES: usize = POINTS + (CANDIDATES + 1) * 16;
// @ts-ignore: decorator
@inline
const HELD: usize = SQUARES + (CANDIDATES + 2) * 8;
// @ts-ignore: decorator
@inline
const TAKEN: usize = HELD + 4;

/** Bytes that a state takes. */
export function stateBytes(): usize {
  return TAKEN + 4;
}

/** Fills a state from a seed, as `init_genrand` of Matsumoto and Nishimura. */
export function seedNormals(state: usize, seed: u32): void {
  let last = seed;
  store<u32>(state, last);
  for (let i: u32 = 1; i < WORDS; i++) {
    last = 1812433253 * (last ^ (last >>> 30)) + i;
    store<u32>(state + (<usize>i << 2), last);
  }
  store<u32>(state, 0, HELD);
  store<u32>(state, 0, TAKEN);
}

/** The next word of the recurrence at `word`, from its neighbor and the one ahead. */
// @ts-ignore: decorator
@inline
function mixed(word: u32, next: u32, ahead: u32): u32 {
  const both = (word & 0x80000000) | (next & 0x7fffffff);
  return ahead ^ (both >>> 1) ^ (0x9908b0df & -(both & 1));
}

/** Replaces words `from` to before `to`, four at a time, with the ones `offset` bytes away mixed in; gives where it stopped. */
// @ts-ignore: decorator
@inline
function mixFour(state: usize, from: usize, to: usize, offset: isize): usize {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const at = state + (i << 2);
    const both = v128.or(
      v128.and(v128.load(at), i32x4.splat(0x80000000)),
      v128.and(v128.load(at, 4), i32x4.splat(0x7fffffff)),
    );
    const odd = i32x4.neg(v128.and(both, i32x4.splat(1)));
    const word = v128.xor(v128.load(at + offset), i32x4.shr_u(both, 1));
    v128.store(at, v128.xor(word, v128.and(odd, i32x4.splat(0x9908b0df))));
  }
  return i;
}

/** Makes the next 624 words, and tempers them. */
function refill(state: usize): void {
  const ahead = <isize>(AHEAD << 2);
  const behind = -(<isize>((WORDS - AHEAD) << 2));
  let i = mixFour(state, 0, WORDS - AHEAD, ahead);
  for (; i < WORDS - AHEAD; i++) {
    const at = state + (i << 2);
    store<u32>(at, mixed(load<u32>(at), load<u32>(at, 4), load<u32>(at + ahead)));
  }
  i = mixFour(state, i, WORDS - 1, behind);
  for (; i < WORDS; i++) {
    const at = state + (i << 2);
    const next = i == WORDS - 1 ? state : at + 4;
    store<u32>(at, mixed(load<u32>(at), load<u32>(next), load<u32>(at + behind)));
  }
  for (let at = state; at < state + TEMPERED; at += 16) {
    let y = v128.load(at);
    y = v128.xor(y, i32x4.shr_u(y, 11));
    y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(0x9d2c5680)));
    y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(0xefc60000)));
    v128.store(at, v128.xor(y, i32x4.shr_u(y, 18)), TEMPERED);
  }
}

/** Fills the candidates: points of a square in pairs of numbers as `random_sample` of NumPy makes them, of which the circle keeps some. */
function throwPoints(state: usize): void {
  refill(state);
  let held: usize = 0;
  for (let at = state; at < state + TEMPERED; at += 16) {
    const words = v128.load(at, TEMPERED);
    const high = f64x2.convert_low_i32x4_u(v128.shuffle<u32>(i32x4.shr_u(words, 5), words, 0, 2, 0, 2));
    const low = f64x2.convert_low_i32x4_u(v128.shuffle<u32>(i32x4.shr_u(words, 6), words, 1, 3, 1, 3));
    const uniform = f64x2.mul(
      f64x2.add(f64x2.mul(high, f64x2.splat(67108864)), low),
      f64x2.splat(1.0 / 9007199254740992),
    );
    const point = f64x2.sub(f64x2.mul(uniform, f64x2.splat(2)), f64x2.splat(1));
    const squares = f64x2.mul(point, point);
    const square = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
    // Written whether it counts or not: a branch that nobody can foretell would cost more.
    v128.store(state + POINTS + (held << 4), point);
    store<f64>(state + SQUARES + (held << 3), square);
    held += <usize>(square < 1) & <usize>(square != 0);
  }
  store<u32>(state, <u32>held, HELD);
  store<u32>(state, 0, TAKEN);
}

/** Natural logarithms of two normal numbers, as `src/portable/log.ts`, operation by operation. */
// @ts-ignore: decorator
@inline
function log(x: v128): v128 {
  const one = f64x2.splat(1);
  const biased = i64x2.shr_u(x, 52);
  let exponent = f64x2.convert_low_i32x4_s(
    i32x4.sub(v128.shuffle<u32>(biased, biased, 0, 2, 0, 2), i32x4.splat(1023)),
  );
  let mantissa = v128.or(v128.and(x, i64x2.splat(0xfffffffffffff)), one);
  const isLarge = f64x2.gt(mantissa, f64x2.splat(1.4142135623730951));
  mantissa = v128.bitselect(f64x2.mul(mantissa, f64x2.splat(0.5)), mantissa, isLarge);
  exponent = f64x2.add(exponent, v128.and(isLarge, one));
  const t = f64x2.div(f64x2.sub(mantissa, one), f64x2.add(mantissa, one));
  const t2 = f64x2.mul(t, t);
  const t4 = f64x2.mul(t2, t2);
  let odd = f64x2.splat(1.0 / 23);
  odd = f64x2.add(f64x2.splat(1.0 / 19), f64x2.mul(t4, odd));
  odd = f64x2.add(f64x2.splat(1.0 / 15), f64x2.mul(t4, odd));
  odd = f64x2.add(f64x2.splat(1.0 / 11), f64x2.mul(t4, odd));
  odd = f64x2.add(f64x2.splat(1.0 / 7), f64x2.mul(t4, odd));
  odd = f64x2.add(f64x2.splat(1.0 / 3), f64x2.mul(t4, odd));
  let even = f64x2.splat(1.0 / 21);
  even = f64x2.add(f64x2.splat(1.0 / 17), f64x2.mul(t4, even));
  even = f64x2.add(f64x2.splat(1.0 / 13), f64x2.mul(t4, even));
  even = f64x2.add(f64x2.splat(1.0 / 9), f64x2.mul(t4, even));
  even = f64x2.add(f64x2.splat(1.0 / 5), f64x2.mul(t4, even));
  const series = f64x2.mul(t2, f64x2.add(odd, f64x2.mul(t2, even)));
  const twice = f64x2.mul(f64x2.splat(2), t);
  const rest = f64x2.add(f64x2.mul(twice, series), f64x2.mul(exponent, f64x2.splat(1.9082149292705877e-10)));
  return f64x2.add(f64x2.mul(exponent, f64x2.splat(0.6931471803691238)), f64x2.add(twice, rest));
}

/**
 * Writes `pairs` of standard normal deviates from a state, which goes on: Marsaglia's polar method. One pair more may be
 * overwritten behind them.
 */
export function normals(state: usize, pairs: usize, out: usize): void {
  const end = out + (pairs << 4);
  while (out < end) {
    if (load<u32>(state, HELD) == load<u32>(state, TAKEN)) throwPoints(state);
    const taken = <usize>load<u32>(state, TAKEN);
    const count = min(<usize>load<u32>(state, HELD) - taken, (end - out) >> 4);
    const points = state + POINTS + (taken << 4);
    const squares = state + SQUARES + (taken << 3);
    for (let i: usize = 0; i < count; i += 2) {
      const square = v128.load(squares + (i << 3));
      const factor = f64x2.sqrt(f64x2.div(f64x2.mul(f64x2.splat(-2), log(square)), square));
      const first = v128.load(points + (i << 4));
      const second = v128.load(points + (i << 4), 16);
      const to = out + (i << 4);
      // The second coordinate comes first.
      v128.store(to, f64x2.mul(v128.shuffle<f64>(first, first, 1, 0), f64x2.splat(f64x2.extract_lane(factor, 0))));
      v128.store(to, f64x2.mul(v128.shuffle<f64>(second, second, 1, 0), f64x2.splat(f64x2.extract_lane(factor, 1))), 16);
    }
    out += count << 4;
    store<u32>(state, <u32>(taken + count), TAKEN);
  }
}
