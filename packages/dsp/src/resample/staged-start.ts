import { Cache } from '../cache.ts';
import type { Signal } from '../signal.ts';
import { type Ratio, ratioKey } from './ratio.ts';
import { readPadded, type SampleSource } from './source.ts';
import { type HalfBand, type Stage, soxrStages } from './soxr-stages.ts';
import { windowedSinc } from './windowed-sinc.ts';

/** A stage with its weights, as far as they can be kept. */
interface Prepared {
  readonly stage: Stage;
  /** Input samples on either side that it reaches. */
  readonly half: number;
  /** Weights of the inputs around an output, one row for each place between two inputs; null to compute them. */
  readonly rows: readonly Float64Array[] | null;
}

/** The stages of a conversion, and until when (in input samples) what was lost before time 0 is felt. */
interface Start {
  readonly stages: readonly Prepared[];
  readonly until: number;
}

/** Above so many rows a table would be built for longer than it serves. */
const maxRows = 64;
const starts = new Cache<string, Start>(16);

/**
 * Computes the first samples of a converted signal stage by stage, as soxr does.
 *
 * A symmetric filter begins to answer before the signal does. soxr converts in stages, each of which starts at time 0, so
 * that the next one never sees what came before. One filter in place of all cannot lose that.
 *
 * @param output The conversion of the whole source by one filter; its first samples are replaced.
 */
export function startInStages(source: SampleSource, output: Signal, conversion: Ratio): void {
  const { stages, until } = starts.get(ratioKey(conversion), () => startOf(conversion));
  if (stages.length < 2) return;
  const count = Math.min(output.length, Math.ceil(until * conversion.ratio) + 1);
  // How many samples each stage must give for the next, counted from the last.
  const counts = [count];
  for (let i = stages.length - 1; i >= 0; i--) {
    const { stage, half } = stages[i]!;
    counts.unshift(Math.floor((counts[0]! - 1) * stage.step + half) + 2);
  }
  let signal: Signal = new Float64Array(counts[0]!);
  readPadded(source, 0, signal);
  for (let i = 0; i < stages.length; i++) signal = run(stages[i]!, signal, counts[i + 1]!);
  for (let n = 0; n < count; n++) output[n] = signal[n]! * source.scale;
}

function run({ stage, half, rows }: Prepared, input: Signal, count: number): Float64Array {
  const output = new Float64Array(count);
  const before = Math.ceil(half);
  for (let m = 0; m < count; m++) {
    const { place, fraction, row } = positionOf(stage, m);
    const weights = rows ? rows[row]! : weightsOf(stage, half, fraction);
    const first = place - before;
    const end = Math.min(weights.length, input.length - first);
    let sum = 0;
    for (let i = Math.max(0, -first); i < end; i++) sum += weights[i]! * input[first + i]!;
    output[m] = sum;
  }
  return output;
}

function positionOf({ step, exact }: Stage, m: number): { place: number; fraction: number; row: number } {
  if (exact === null) return { place: Math.floor(m * step), fraction: m * step - Math.floor(m * step), row: 0 };
  const row = (m * exact.down) % exact.up;
  return { place: (m * exact.down - row) / exact.up, fraction: row / exact.up, row };
}

/** Weights of the inputs from `ceil(half)` ahead of an output's place to as many behind the next one. */
function weightsOf({ filter }: Stage, half: number, fraction: number): Float64Array {
  const before = Math.ceil(half);
  return Float64Array.from({ length: 2 * before + 2 }, (_, i) => {
    const time = fraction + before - i;
    return isHalfBand(filter) ? halfBandWeight(filter, Math.abs(time)) : windowedSinc(filter, time);
  });
}

function isHalfBand(filter: Stage['filter']): filter is HalfBand {
  return 'weights' in filter;
}

function halfBandWeight({ weights }: HalfBand, time: number): number {
  if (time === 0) return weights[0]!;
  return time % 2 === 1 ? (weights[(time + 1) / 2] ?? 0) : 0;
}

function startOf(conversion: Ratio): Start {
  const { stages } = soxrStages(conversion);
  let spacing = 1;
  let until = 0;
  const prepared = stages.map((stage, index): Prepared => {
    const { filter, exact } = stage;
    const half = isHalfBand(filter) ? 2 * filter.weights.length - 3 : filter.halfLength;
    if (index > 0) until += half * spacing;
    spacing *= stage.step;
    const rows =
      exact && exact.up <= maxRows
        ? Array.from({ length: exact.up }, (_, row) => weightsOf(stage, half, row / exact.up))
        : null;
    return { stage, half, rows };
  });
  return { stages: prepared, until };
}
