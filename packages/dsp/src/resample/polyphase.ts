import { Cache } from '../cache.ts';
import type { Signal } from '../signal.ts';
import { kernelFor, kernelRow } from './kernel.ts';
import { type Ratio, ratioKey } from './ratio.ts';

/** The kernel sampled at input positions, one row for every fraction of an input sample. */
interface PolyphaseTable {
  /** `[phases (+ 3 for interpolation), taps]`, row-major. */
  readonly rows: Float64Array;
  /** Rows for one input sample. */
  readonly phases: number;
  readonly taps: number;
  /** Whether outputs fall on rows; otherwise four rows are blended. */
  readonly isExact: boolean;
}

/** Above it a table would be built for longer than it serves, and the blended one is as good. */
const maxExactEntries = 2 ** 18;
/** Cubic blending between so many rows errs by (π / 128)⁴ · 3 / 128 < −160 dB. */
const blendedPhases = 128;

const tables = new Cache<string, PolyphaseTable>(8);

/**
 * Resamples by direct convolution in float64: the plain definition, for any ratio.
 *
 * y[m] = Σₙ x[n] · h(m / ratio − n), with x zero outside. The reference for the fast path, and the path where
 * WebAssembly is not allowed. Cost: about 200 · max(1, 1 / ratio) multiplications an output sample.
 *
 * @param output Its length says how many samples to compute.
 */
export function resamplePolyphase(samples: Signal, output: Signal, conversion: Ratio): void {
  const table = tableFor(conversion);
  if (table.isExact) convolveExact(samples, output, table, conversion.exact!);
  else convolveBlended(samples, output, table, conversion.ratio);
}

function tableFor(conversion: Ratio): PolyphaseTable {
  const { exact } = conversion;
  return tables.get(ratioKey(conversion), () => {
    const kernel = kernelFor(conversion);
    const taps = 2 * kernel.reach;
    const isExact = exact !== null && exact.up * taps <= maxExactEntries;
    const phases = isExact ? exact.up : blendedPhases;
    const rows = new Float64Array((isExact ? phases : phases + 3) * taps);
    for (let at = 0, row = 0; at < rows.length; at += taps, row++) {
      // Blending looks one row back and two ahead.
      rows.set(kernelRow(kernel, (isExact ? row : row - 1) / phases), at);
    }
    return { rows, phases, taps, isExact };
  });
}

function convolveExact(
  samples: Signal,
  output: Signal,
  { rows, taps }: PolyphaseTable,
  { up, down }: { up: number; down: number },
): void {
  const before = taps / 2 - 1;
  let index = 0;
  let phase = 0;
  for (let m = 0; m < output.length; m++) {
    const first = index - before;
    const start = Math.max(0, -first);
    const end = Math.min(taps, samples.length - first);
    const row = phase * taps;
    let sum = 0;
    for (let tap = start; tap < end; tap++) sum += samples[first + tap]! * rows[row + tap]!;
    output[m] = sum;
    phase += down;
    index += Math.floor(phase / up);
    phase %= up;
  }
}

function convolveBlended(samples: Signal, output: Signal, { rows, taps, phases }: PolyphaseTable, ratio: number): void {
  const before = taps / 2 - 1;
  for (let m = 0; m < output.length; m++) {
    const position = m / ratio;
    const index = Math.floor(position);
    const first = index - before;
    const start = Math.max(0, -first);
    const end = Math.min(taps, samples.length - first);
    const exactRow = (position - index) * phases;
    const row = Math.floor(exactRow) * taps;
    // Lagrange's cubic through the rows at −1, 0, 1 and 2.
    const d = exactRow - Math.floor(exactRow);
    const c0 = (-d * (d - 1) * (d - 2)) / 6;
    const c1 = ((d + 1) * (d - 1) * (d - 2)) / 2;
    const c2 = (-(d + 1) * d * (d - 2)) / 2;
    const c3 = ((d + 1) * d * (d - 1)) / 6;
    let sum = 0;
    for (let tap = start; tap < end; tap++) {
      const at = row + tap;
      sum +=
        samples[first + tap]! *
        (c0 * rows[at]! + c1 * rows[at + taps]! + c2 * rows[at + 2 * taps]! + c3 * rows[at + 3 * taps]!);
    }
    output[m] = sum;
  }
}
