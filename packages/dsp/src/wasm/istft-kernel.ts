import { isFloat32, likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import type { FrameSettings } from '../stft/options.ts';
import { isKernelSize, lanesOf, type Precision, planTable } from './fft-tables.ts';
import { kernels } from './kernels.ts';

/** Frames in memory at a time. */
const chunkFrames = 512;

/** What {@link runIstftKernel} inverts: row-major bins `[settings.bins, columns]`, of which the first `count` columns count. */
export interface IstftJob<T extends Signal> {
  readonly re: T;
  readonly im: T;
  readonly columns: number;
  readonly count: number;
  readonly settings: FrameSettings;
  /** Samples before the first that is wanted. */
  readonly start: number;
  /** Samples wanted. */
  readonly length: number;
}

/** Windowed overlap-add of all frames; `undefined` where there is no kernel for this length, or no WebAssembly. */
export function runIstftKernel<T extends Signal>(job: IstftJob<T>): OwnedSignal<T> | undefined {
  const { re, im, columns, count, settings, start, length } = job;
  const { nFft, bins, hopLength: hop } = settings;
  const loaded = isKernelSize(nFft) ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory, run } = loaded;
  const precision: Precision = isFloat32(re) ? 32 : 64;
  const [istft, divide] = precision === 32 ? [run.istft32, run.divide32] : [run.istft64, run.divide64];
  const type = precision === 32 ? Float32Array : Float64Array;
  const bytes = precision / 8;
  const lanes = lanesOf(precision);

  memory.begin();
  const plan = planTable(loaded, settings, precision);
  const stride = Math.ceil(Math.min(count, chunkFrames) / lanes) * lanes;
  // Behind its last frame a chunk keeps what the next one adds to.
  const span = (stride - 1) * hop + nFft;
  const room = Math.ceil((span + hop) / lanes) * lanes;
  const rePointer = memory.allocate(bins * stride * bytes);
  const imPointer = memory.allocate(bins * stride * bytes);
  const data = memory.allocate((2 * bins + 1) * 32);
  const signal = memory.allocate(room * bytes);
  const weight = memory.allocate(room * bytes);
  const reView = memory.view<Signal>(type, rePointer, bins * stride);
  const imView = memory.view<Signal>(type, imPointer, bins * stride);
  const signalView = memory.view<Signal>(type, signal, room).fill(0);
  const weightView = memory.view<Signal>(type, weight, room).fill(0);

  const samples = likeSignal(re, length);
  for (let first = 0; first < count; first += stride) {
    const frames = Math.min(stride, count - first);
    const last = first + frames === count;
    if (frames < stride) {
      reView.fill(0);
      imView.fill(0);
    }
    for (let row = 0; row < bins; row++) {
      const from = row * columns + first;
      reView.set(re.subarray(from, from + frames), row * stride);
      imView.set(im.subarray(from, from + frames), row * stride);
    }
    istft(plan, rePointer, imPointer, stride, frames, hop, data, signal, weight);

    // Samples that no later frame reaches are finished.
    const done = last ? span : frames * hop;
    const kept = Float64Array.from(signalView.subarray(done));
    const keptWeight = Float64Array.from(weightView.subarray(done));
    divide(signal, weight, done);
    const position = first * hop - start;
    const skip = Math.max(0, -position);
    const end = Math.min(done, length - position);
    if (end > skip) samples.set(signalView.subarray(skip, end), position + skip);
    signalView.fill(0).set(kept);
    weightView.fill(0).set(keptWeight);
  }
  return samples;
}
