import { POINT, lanes } from './lanes';
import { Plan, addSquares, forward, inverse } from './frames';

// The transforms work on one frame a lane, the vocoder on one bin a lane: its state runs from frame to frame. A column
// is kept as groups of neighboring bins, three vectors each: cosine and sine of the phase, and magnitude.

/** Bytes of one group of bins of a column. */
const GROUP: usize = 48;

/**
 * Columns that are analyzed at once. The analysis is float64 whatever T: in a bin far from the partials of a clean tone,
 * float32 rounding would outweigh the signal and turn its phase, and an onset later carries that phase on at full level.
 */
const BATCH: usize = 2;

/** Work space of a stretch; all pointers. Written by src/wasm/stretch-kernel.ts. */
@unmanaged
export class Stretch {
  /** Points of all lanes of one transform: half + 1 rounded up to full groups, and half more for the inverse. */
  data: usize;
  /** Two batches of columns, one lane after another. */
  columns: usize;
  /** Output bins of one batch, one lane after another: real and imaginary vector of every group. */
  rows: usize;
  /** Phase of every bin as a unit phasor: real and imaginary vector of every group. */
  phase: usize;
}

// @ts-ignore: decorator
@inline
function groupsOf<T>(half: usize): usize {
  return (half + lanes<T>()) / lanes<T>();
}

/** Writes one group of one column from real and imaginary parts. The phase of zero is zero. */
// @ts-ignore: decorator
@inline
function storePolar<T>(place: usize, re: v128, im: v128): void {
  const magnitude = v128.sqrt<T>(v128.add<T>(v128.mul<T>(re, re), v128.mul<T>(im, im)));
  const one = v128.splat<T>(<T>1), zero = v128.splat<T>(<T>0);
  const some = v128.gt<T>(magnitude, zero);
  const inverted = v128.div<T>(one, v128.bitselect(magnitude, one, some));
  v128.store(place, v128.bitselect(v128.mul<T>(re, inverted), one, some));
  v128.store(place, v128.mul<T>(im, inverted), 16);
  v128.store(place, magnitude, 32);
}

// @ts-ignore: decorator
@inline
function narrow(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
}

/** Turns the points of an analysis into columns: lanes of frames into lanes of bins. Columns from `valid` on are zero. */
function storeColumns<T>(data: usize, groups: usize, columns: usize, valid: usize): void {
  const next = groups * GROUP;
  let place = columns;
  for (const end = columns + next; place < end; place += GROUP) {
    const a = v128.load(data), ai = v128.load(data, 16), b = v128.load(data, 32), bi = v128.load(data, 48);
    if (sizeof<T>() == 4) {
      const c = v128.load(data, 64), ci = v128.load(data, 80), d = v128.load(data, 96), di = v128.load(data, 112);
      data += 4 * POINT;
      storePolar<f32>(
        place,
        narrow(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(c, d, 0, 2)),
        narrow(v128.shuffle<f64>(ai, bi, 0, 2), v128.shuffle<f64>(ci, di, 0, 2)),
      );
      storePolar<f32>(
        place + next,
        narrow(v128.shuffle<f64>(a, b, 1, 3), v128.shuffle<f64>(c, d, 1, 3)),
        narrow(v128.shuffle<f64>(ai, bi, 1, 3), v128.shuffle<f64>(ci, di, 1, 3)),
      );
    } else {
      data += 2 * POINT;
      storePolar<f64>(place, v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(ai, bi, 0, 2));
      storePolar<f64>(place + next, v128.shuffle<f64>(a, b, 1, 3), v128.shuffle<f64>(ai, bi, 1, 3));
    }
  }
  for (let lane = valid; lane < BATCH; lane++) {
    let x = columns + lane * next;
    for (const end = x + next; x < end; x += GROUP) storePolar<T>(x, v128.splat<T>(<T>0), v128.splat<T>(<T>0));
  }
}

/** Turns the rows of a batch into the points that the inverse transform reads: lanes of bins into lanes of frames. */
function loadRows<T>(rows: usize, groups: usize, data: usize): void {
  const row = groups * POINT;
  for (let end = rows + row; rows < end; rows += POINT) {
    if (sizeof<T>() == 4) {
      for (let part: usize = 0; part <= 16; part += 16) {
        const x = rows + part, y = x + 2 * row;
        const a = v128.load(x), b = v128.load(x + row), c = v128.load(y), d = v128.load(y + row);
        const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
        const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
        v128.store(data + part, v128.shuffle<f64>(ab, cd, 0, 2));
        v128.store(data + part, v128.shuffle<f64>(ab, cd, 1, 3), 32);
        v128.store(data + part, v128.shuffle<f64>(ef, gh, 0, 2), 64);
        v128.store(data + part, v128.shuffle<f64>(ef, gh, 1, 3), 96);
      }
      data += 4 * POINT;
    } else {
      const a = v128.load(rows), b = v128.load(rows, 16), c = v128.load(rows + row), d = v128.load(rows + row, 16);
      v128.store(data, v128.shuffle<f64>(a, c, 0, 2));
      v128.store(data, v128.shuffle<f64>(b, d, 0, 2), 16);
      v128.store(data, v128.shuffle<f64>(a, c, 1, 3), 32);
      v128.store(data, v128.shuffle<f64>(b, d, 1, 3), 48);
      data += 2 * POINT;
    }
  }
}

/**
 * One output frame between the columns at `x` and `y`: magnitude (1 − fraction)·|x| + fraction·|y| at the running phase,
 * which then turns by unit(y) · conj(unit(x)).
 */
function step<T>(x: usize, y: usize, fraction: T, phase: usize, out: usize, groups: usize): void {
  const after = v128.splat<T>(fraction), before = v128.splat<T>(<T>1 - fraction);
  const half = v128.splat<T>(<T>0.5), threeHalves = v128.splat<T>(<T>1.5);
  for (let end = x + groups * GROUP; x < end; x += GROUP, y += GROUP, phase += POINT, out += POINT) {
    const c0 = v128.load(x), s0 = v128.load(x, 16), c1 = v128.load(y), s1 = v128.load(y, 16);
    const pr = v128.load(phase), pi = v128.load(phase, 16);
    const magnitude = v128.add<T>(v128.mul<T>(before, v128.load(x, 32)), v128.mul<T>(after, v128.load(y, 32)));
    v128.store(out, v128.mul<T>(magnitude, pr));
    v128.store(out, v128.mul<T>(magnitude, pi), 16);
    const tr = v128.add<T>(v128.mul<T>(c1, c0), v128.mul<T>(s1, s0));
    const ti = v128.sub<T>(v128.mul<T>(s1, c0), v128.mul<T>(c1, s0));
    const nr = v128.sub<T>(v128.mul<T>(pr, tr), v128.mul<T>(pi, ti));
    const ni = v128.add<T>(v128.mul<T>(pr, ti), v128.mul<T>(pi, tr));
    // The modulus is 1 up to rounding, where one Newton step for 1/√ is exact to rounding.
    const square = v128.add<T>(v128.mul<T>(nr, nr), v128.mul<T>(ni, ni));
    const scale = v128.sub<T>(threeHalves, v128.mul<T>(half, square));
    v128.store(phase, v128.mul<T>(nr, scale));
    v128.store(phase, v128.mul<T>(ni, scale), 16);
  }
}

/**
 * Adds `count` stretched frames to `out` and their squared windows to `weight`, both in T; `signal` is float64.
 *
 * `places` holds, for each of them, a u32 column and at byte 8 an f64 fraction; columns are counted from the frame at
 * `signal`, rise, and are zero from `valid` on. `restart` begins the phase at that of the first column.
 */
function stretch<T>(
  analysis: Plan, synthesis: Plan, work: Stretch, signal: usize, hop: usize, valid: usize,
  places: usize, count: usize, restart: bool, out: usize, weight: usize,
): void {
  const size: usize = lanes<T>();
  const groups = groupsOf<T>(analysis.half);
  const column = groups * GROUP;
  const row = groups * POINT;
  const points = work.data + groups * size * POINT;
  // Batch number that each half of `columns` holds, plus one.
  let even: usize = 0, odd: usize = 0;
  for (let t: usize = 0; t < count; t += size) {
    for (let lane: usize = 0; lane < size; lane++) {
      const target = work.rows + lane * row;
      if (t + lane >= count) {
        memory.fill(target, 0, row);
        continue;
      }
      const place = places + (t + lane) * 16;
      const first = <usize>load<u32>(place);
      for (let batch = first / BATCH; batch <= (first + 1) / BATCH; batch++) {
        if ((batch & 1 ? odd : even) == batch + 1) continue;
        const from = batch * BATCH;
        if (from < valid) forward<f64>(analysis, signal + from * hop * sizeof<f64>(), hop, work.data);
        storeColumns<T>(work.data, groups, work.columns + (batch & 1) * BATCH * column, from < valid ? valid - from : 0);
        if (batch & 1) odd = batch + 1;
        else even = batch + 1;
      }
      const x = work.columns + (first % (2 * BATCH)) * column, y = work.columns + ((first + 1) % (2 * BATCH)) * column;
      if (restart && t + lane == 0) {
        for (let g: usize = 0; g < groups; g++) {
          v128.store(work.phase + g * POINT, v128.load(x + g * GROUP));
          v128.store(work.phase + g * POINT, v128.load(x + g * GROUP, 16), 16);
        }
      }
      step<T>(x, y, <T>load<f64>(place, 8), work.phase, target, groups);
    }
    loadRows<T>(work.rows, groups, work.data);
    inverse<T>(synthesis, work.data, points, out + t * hop * sizeof<T>(), hop);
  }
  addSquares<T>(synthesis, weight, hop, count);
}

export function stretch32(
  analysis: Plan, synthesis: Plan, work: Stretch, signal: usize, hop: usize, valid: usize,
  places: usize, count: usize, restart: bool, out: usize, weight: usize,
): void {
  stretch<f32>(analysis, synthesis, work, signal, hop, valid, places, count, restart, out, weight);
}

export function stretch64(
  analysis: Plan, synthesis: Plan, work: Stretch, signal: usize, hop: usize, valid: usize,
  places: usize, count: usize, restart: bool, out: usize, weight: usize,
): void {
  stretch<f64>(analysis, synthesis, work, signal, hop, valid, places, count, restart, out, weight);
}
