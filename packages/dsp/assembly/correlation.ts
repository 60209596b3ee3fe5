import { POINT } from './lanes';
import { Plan, forward, tangle } from './frames';
import { fft } from './fft';

/** Adds |X|² of every bin to `sum`, or begins it so. */
function addPower(sum: usize, x: usize, bins: usize, isFirst: bool): void {
  for (let end = x + bins * POINT; x < end; x += POINT, sum += POINT) {
    const r = v128.load(x), i = v128.load(x, 16);
    const power = f64x2.add(f64x2.mul(r, r), f64x2.mul(i, i));
    if (isFirst) {
      v128.store(sum, power);
      v128.store(sum, f64x2.splat(0), 16);
    } else {
      v128.store(sum, f64x2.add(v128.load(sum), power));
    }
  }
}

/** Writes X̄ · Y · turn of every bin, which are the products of a hop with the next, to `out`. */
function cross(out: usize, x: usize, y: usize, bins: usize, turns: usize): void {
  for (let end = x + bins * POINT; x < end; x += POINT, y += POINT, out += POINT, turns += 16) {
    const a = v128.load(x), b = v128.load(x, 16), c = v128.load(y), d = v128.load(y, 16);
    const r = f64x2.add(f64x2.mul(a, c), f64x2.mul(b, d));
    const i = f64x2.sub(f64x2.mul(a, d), f64x2.mul(b, c));
    const cos = v128.load64_splat(turns), sin = v128.load64_splat(turns, 8);
    v128.store(out, f64x2.sub(f64x2.mul(r, cos), f64x2.mul(i, sin)));
    v128.store(out, f64x2.add(f64x2.mul(r, sin), f64x2.mul(i, cos)), 16);
  }
}

function add(sum: usize, x: usize, bins: usize): void {
  for (let end = x + bins * POINT; x < end; x += 16, sum += 16) {
    v128.store(sum, f64x2.add(v128.load(sum), v128.load(x)));
  }
}

/**
 * Autocorrelations of `count` frames from `signal` on and as many from `apart` samples later, one in each lane: rows of `lags`
 * values, an even number, first all of the first lane.
 *
 * A frame is `blocks` hops. `plan` transforms a hop and the zeros behind it; `turns` holds cosine and sine, of every bin, that move the
 * products of a hop with the next to where their lags are. `work` is room for blocks + 3 spectra, the last of
 * them the points of the transform back.
 */
export function correlate64(
  plan: Plan, turns: usize, signal: usize, hop: usize, apart: usize, count: usize, blocks: usize, lags: usize,
  work: usize, out: usize,
): void {
  const bins = plan.half + 1;
  const size = bins * POINT;
  const scale = f64x2.splat(1 / <f64>(2 * plan.half));
  let last = work, next = work + size;
  const sum = next + size;
  // What each hop gives to the frames in which it is not the last: its own products, and those with the next.
  const joined = sum + size;
  const joinedEnd = joined + (blocks - 1) * size;
  const data = joinedEnd;
  let oldest = joined;
  const row = lags << 3;
  for (let block: usize = 0; block < count + blocks - 1; block++, signal += hop << 3) {
    forward<f64>(plan, signal, apart, next);
    if (blocks > 1 && block > 0) {
      cross(oldest, last, next, bins, turns);
      addPower(oldest, last, bins, false);
      oldest += size;
      if (oldest == joinedEnd) oldest = joined;
    }
    const used = last;
    last = next;
    next = used;
    if (block + 1 < blocks) continue;
    addPower(sum, last, bins, true);
    for (let x = oldest; x < joinedEnd; x += size) add(sum, x, bins);
    for (let x = joined; x < oldest; x += size) add(sum, x, bins);
    tangle<f64>(plan, sum, data);
    fft<f64>(data, plan.half, plan.twiddles);
    let z = data;
    for (let end = out + row; out < end; out += 16, z += POINT) {
      const odd = f64x2.mul(v128.load(z), scale), even = f64x2.mul(v128.load(z, 16), scale);
      v128.store(out, v128.shuffle<f64>(even, odd, 0, 2));
      v128.store(out + count * row, v128.shuffle<f64>(even, odd, 1, 3));
    }
  }
}
