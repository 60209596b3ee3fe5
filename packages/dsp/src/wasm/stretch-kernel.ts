import { isFloat32, likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import type { Frames } from '../stft/frames.ts';
import { isKernelSize, lanesOf, type Precision, planTable } from './fft-tables.ts';
import { kernels } from './kernels.ts';

/** Output frames in memory at a time. */
const chunkFrames = 256;

/** Input samples in memory at a time: a high rate takes fewer frames a chunk. */
const chunkSamples = 2_000_000;

/**
 * Phase vocoder from signal to signal: analysis, vocoder and overlap-add in one pass, no spectrogram in between.
 * `undefined` where there is no kernel for this length of transform, or no WebAssembly.
 */
export function runStretchKernel<T extends Signal>(
  samples: T,
  frames: Frames,
  rate: number,
  length: number,
): OwnedSignal<T> | undefined {
  const { nFft, bins, hopLength: hop, start } = frames;
  const loaded = isKernelSize(nFft) ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory, run } = loaded;
  const precision: Precision = isFloat32(samples) ? 32 : 64;
  const [stretch, divide] = precision === 32 ? [run.stretch32, run.divide32] : [run.stretch64, run.divide64];
  const type = precision === 32 ? Float32Array : Float64Array;
  const bytes = precision / 8;
  const lanes = lanesOf(precision);

  // As many frames as librosa's istft would use for this length.
  const count = Math.min(Math.ceil(frames.count / rate), Math.ceil((length - 2 * start) / hop));
  const chunk = Math.max(lanes, Math.min(chunkFrames, Math.floor(chunkSamples / (rate * hop) / lanes) * lanes));
  const size = Math.ceil(Math.min(count, chunk) / lanes) * lanes;
  // Columns that a chunk reaches, in full batches: two batches of two beyond its last place.
  const columns = Math.ceil(size * rate) + 4;
  const groups = Math.ceil(bins / lanes);
  const span = (size - 1) * hop + nFft;
  const room = Math.ceil((span + hop) / lanes) * lanes;

  memory.begin();
  const analysis = planTable(loaded, frames, 64);
  const synthesis = planTable(loaded, frames, precision);
  const work = memory.allocate(16);
  const pointers = [
    memory.allocate((groups * lanes + nFft / 2) * 32),
    memory.allocate(4 * groups * 48),
    memory.allocate(lanes * groups * 32),
    memory.allocate(groups * 32),
  ];
  const places = memory.allocate(size * 16);
  const input = memory.allocate(((columns - 1) * hop + nFft) * 8);
  const out = memory.allocate(room * bytes);
  const weight = memory.allocate(room * bytes);
  memory.view(Uint32Array, work, 4).set(pointers);
  const inputView = memory.view(Float64Array, input, (columns - 1) * hop + nFft);
  const columnView = memory.view(Uint32Array, places, size * 4);
  const fractionView = memory.view(Float64Array, places, size * 2);
  const outView = memory.view<Signal>(type, out, room).fill(0);
  const weightView = memory.view<Signal>(type, weight, room).fill(0);

  const samplesOut = likeSignal(samples, length);
  for (let first = 0; first < count; first += size) {
    const held = Math.min(size, count - first);
    const base = Math.floor(first * rate);
    for (let i = 0; i < held; i++) {
      const place = (first + i) * rate;
      const column = Math.floor(place);
      columnView[4 * i] = column - base;
      fractionView[2 * i + 1] = place - column;
    }
    frames.copy(start + base * hop, inputView);
    const valid = Math.max(0, frames.count - base);
    const restart = first === 0 ? 1 : 0;
    stretch(analysis, synthesis, work, input, hop, valid, places, held, restart, out, weight);

    // Samples that no later frame reaches are finished.
    const last = first + held === count;
    const done = last ? span : held * hop;
    const kept = outView.slice(done);
    const keptWeight = weightView.slice(done);
    divide(out, weight, done);
    const position = first * hop + start;
    const skip = Math.max(0, -position);
    const end = Math.min(done, length - position);
    if (end > skip) samplesOut.set(outView.subarray(skip, end), position + skip);
    outView.fill(0).set(kept);
    weightView.fill(0).set(keptWeight);
  }
  return samplesOut;
}
