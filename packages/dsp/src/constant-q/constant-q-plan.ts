import { DspError } from '../errors.ts';
import { getWindow, type WindowSpec } from '../stft/window.ts';
import { requireRoom } from '../validate.ts';
import { type SparseFilter, type WaveletSettings, waveletFilters } from './wavelets.ts';

/** Settings of a constant-Q transform, checked and completed. */
export interface ConstantQSettings extends WaveletSettings {
  readonly sampleRate: number;
  readonly hopLength: number;
  readonly nBins: number;
  readonly binsPerOctave: number;
  readonly fMin: number;
  readonly filterScale: number;
}

/** Filters of one octave and the transform that they are applied to. */
interface Octave {
  readonly nFft: number;
  readonly hop: number;
  readonly filters: readonly SparseFilter[];
  /** The bin of the first filter. */
  readonly row: number;
  readonly gain: number;
  /** Whether the next octave is computed from half the rate. */
  readonly isHalved: boolean;
}

/** What is computed once for all signals. */
export interface ConstantQPlan {
  /** By how much the rate is divided before the highest octave. */
  readonly early: number;
  /** From the highest to the lowest. */
  readonly octaves: readonly Octave[];
  /** Length of every bin's filter in samples at the rate of the highest octave. */
  readonly lengths: Float64Array;
}

/** Relative bandwidth of every bin, from its neighbors' distance. */
function bandwidthsOf(frequencies: Float64Array, binsPerOctave: number): Float64Array {
  const relative = (perOctave: number): number => {
    const square = 2 ** (2 / perOctave);
    return (square - 1) / (square + 1);
  };
  const last = frequencies.length - 1;
  if (last === 0) return Float64Array.of(relative(binsPerOctave));
  const logs = frequencies.map(Math.log2);
  return frequencies.map((_, i) => {
    if (i === 0) return relative(1 / (logs[1]! - logs[0]!));
    return relative(i === last ? 1 / (logs[i]! - logs[i - 1]!) : 2 / (logs[i + 1]! - logs[i - 1]!));
  });
}

/** Equivalent noise bandwidth of a window in bins; that of 'hann' as librosa's table has it. */
function noiseBandwidth(window: WindowSpec): number {
  if (window === 'hann') return 1.5 * (1 + 2 ** -13);
  const values = getWindow(window, 1000);
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return (values.length * squares) / (sum * sum);
}

function factorsOfTwo(value: number): number {
  let count = 0;
  for (let rest = value; rest % 2 === 0; rest /= 2) count++;
  return count;
}

/**
 * Filters of a constant-Q transform, octave by octave.
 *
 * Source: `librosa.vqt` 0.11 with `gamma=0`.
 *
 * @throws DspError `invalid-option` where a filter reaches above half the sampling rate, or there are too many to hold.
 * @internal
 */
export function constantQPlan(settings: ConstantQSettings): ConstantQPlan {
  const { sampleRate, hopLength, nBins, binsPerOctave, fMin, filterScale, window } = settings;
  requireRoom('The bins', nBins);
  const frequencies = Float64Array.from(
    { length: nBins },
    (_, bin) => fMin * (2 ** Math.floor(bin / binsPerOctave) * 2 ** ((bin % binsPerOctave) / binsPerOctave)),
  );
  const bandwidths = bandwidthsOf(frequencies, binsPerOctave);
  const qualities = bandwidths.map((width) => filterScale / width);
  const spread = noiseBandwidth(window);
  const cutoff = frequencies.reduce((most, hz, i) => Math.max(most, hz * (1 + (0.5 * spread) / qualities[i]!)), 0);
  const nyquist = sampleRate / 2;
  if (cutoff > nyquist) {
    throw new DspError(
      'invalid-option',
      `${nBins} bins from ${fMin.toPrecision(6)} Hz reach up to ${cutoff.toPrecision(6)} Hz, above half the sampling rate, ` +
        `${nyquist} Hz. Lower nBins or fMin.`,
    );
  }
  const count = Math.ceil(nBins / binsPerOctave);
  const spare = Math.max(0, Math.ceil(Math.log2(nyquist / cutoff)) - 2);
  const early = 2 ** Math.min(spare, Math.max(0, factorsOfTwo(hopLength) - count + 1));
  const top = sampleRate / early;
  const perOctave = Math.min(binsPerOctave, nBins);
  const octaves: Octave[] = [];
  let hop = hopLength / early;
  let rate = top;
  for (let i = 0; i < count; i++) {
    const end = nBins - perOctave * i;
    const row = Math.max(0, end - perOctave);
    const lengths = frequencies.slice(row, end).map((hz, bin) => (qualities[row + bin]! * rate) / hz);
    const turns = frequencies.slice(row, end).map((hz) => hz / rate);
    const isHalved = hop % 2 === 0;
    octaves.push({
      ...waveletFilters(turns, lengths, settings),
      hop,
      row,
      gain: Math.sqrt(top / rate),
      isHalved: isHalved && i + 1 < count,
    });
    if (isHalved) {
      hop /= 2;
      rate /= 2;
    }
  }
  return { early, octaves, lengths: frequencies.map((hz, bin) => (qualities[bin]! * top) / hz) };
}
