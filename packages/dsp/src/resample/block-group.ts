import type { Signal } from '../signal.ts';
import type { Kernels } from '../wasm/kernels.ts';
import { kernelFor } from './kernel.ts';
import { type ResampleKernels, resampleKernels } from './kernel-exports.ts';
import { type Ratio, ratioKey } from './ratio.ts';
import { readPadded, type SampleSource } from './source.ts';
import { filterTable, filterTableBytes, interpolationRows, interpolationTaps, transformStages } from './tables.ts';
import type { TransformPlan } from './transform-plan.ts';

/** What one stage of a transform is called with. */
type StageCall = readonly [radix: number, stride: number, twiddles: number];

/** Outputs interpolated in one call, which bounds the memory that a steep ratio takes. */
const interpolatedAtOnce = 8192;
/** Samples kept from the group before: as many as interpolation looks back, and some for rounding. */
const historyLength = interpolationTaps + 4;

/**
 * The blocks of a signal that are converted at once, one in each lane of the vectors and part of the complex numbers.
 *
 * Valid until anyone else uses the kernels' memory, so for the duration of one call only.
 */
export class BlockGroup {
  /** Samples at the intermediate rate that one conversion gives. */
  readonly length: number;
  /** Position in the signal of the first of them in the first group, at most 0: interpolation looks back. */
  readonly first: number;
  /** Whether all input so far was finite, or known to be so. */
  isFinite = true;
  readonly #run: ResampleKernels;
  readonly #plan: TransformPlan;
  readonly #forward: readonly StageCall[];
  readonly #inverse: readonly StageCall[];
  readonly #inputSkip: number;
  readonly #filter: number;
  readonly #filterEnd: number;
  readonly #rows: number;
  readonly #time: number;
  readonly #frequency: number;
  readonly #output: number;
  readonly #input: number;
  readonly #interpolated: number;
  readonly #inputView: Signal;
  readonly #historyView: Signal;
  readonly #outputView: Signal;
  readonly #interpolatedView: Signal;

  constructor({ memory, run }: Kernels, plan: TransformPlan, conversion: Ratio, precision: 32 | 64) {
    const { forwardSize, inverseSize, inputHop, outputHop, inputSkip, up, down, isExact } = plan;
    const type = precision === 32 ? Float32Array : Float64Array;
    const bytes = precision / 8;
    const blocks = 32 / bytes;
    const stages = (size: number): StageCall[] =>
      transformStages(size).map(({ radix, stride, twiddles }) => [
        radix,
        stride,
        memory.table(`twiddles ${precision} ${radix} ${stride}`, () => memory.store(type.from(twiddles()))),
      ]);
    const earlyUnits = isExact ? 0 : Math.ceil(interpolationTaps / 2 / up);
    const history = isExact ? 0 : historyLength;
    const inputLength = (blocks - 1) * inputHop + forwardSize;

    this.#plan = plan;
    this.#run = resampleKernels(run, precision);
    this.length = blocks * outputHop;
    this.first = 0 - earlyUnits * up;
    this.#inputSkip = inputSkip + earlyUnits * down;

    memory.begin();
    this.#forward = stages(forwardSize);
    this.#inverse = stages(inverseSize).reverse();
    this.#filter = memory.table(`resample ${precision} ${forwardSize} ${inverseSize} ${ratioKey(conversion)}`, () =>
      memory.store(filterTable(kernelFor(conversion), plan, precision)),
    );
    this.#filterEnd = this.#filter + filterTableBytes(plan);
    this.#rows = isExact
      ? 0
      : memory.table(`interpolation ${precision}`, () => memory.store(type.from(interpolationRows())));

    this.#time = memory.allocate(forwardSize * 32);
    this.#frequency = memory.allocate(inverseSize * 32);
    this.#input = memory.allocate(inputLength * bytes);
    const outputs = memory.allocate((history + this.length) * bytes);
    this.#interpolated = memory.allocate(isExact ? 0 : interpolatedAtOnce * bytes);
    this.#output = outputs + history * bytes;
    this.#inputView = memory.view<Signal>(type, this.#input, inputLength);
    this.#historyView = memory.view<Signal>(type, outputs, history + this.length);
    this.#outputView = memory.view<Signal>(type, this.#output, this.length);
    this.#interpolatedView = memory.view<Signal>(type, this.#interpolated, isExact ? 0 : interpolatedAtOnce);
    this.#historyView.fill(0, 0, history);
  }

  /**
   * Samples `first + index · length` and the following at the intermediate rate, in memory that the next call overwrites.
   *
   * Groups are to be converted in order: interpolation needs the end of the one before.
   */
  convert(source: SampleSource, index: number): Signal {
    const { forwardSize, inverseSize, inputHop, outputHop, outputSkip } = this.#plan;
    const run = this.#run;
    this.#historyView.copyWithin(0, this.length);
    readPadded(source, index * (this.length / outputHop) * inputHop - this.#inputSkip, this.#inputView);
    if (!source.isFinite && !run.finite(this.#input, this.#inputView.length)) this.isFinite = false;
    run.load(this.#input, inputHop, forwardSize, this.#time);
    for (const [radix, stride, twiddles] of this.#forward)
      run.forward(radix, this.#time, forwardSize, stride, twiddles);
    run.filter(this.#filter, this.#filterEnd, this.#time, this.#frequency, inverseSize);
    for (const [radix, stride, twiddles] of this.#inverse) {
      run.inverse(radix, this.#frequency, inverseSize, stride, twiddles);
    }
    run.store(this.#frequency + 32 * outputSkip, outputHop, this.#output, source.scale);
    return this.#outputView;
  }

  /**
   * Writes outputs `start` … `end − 1`, `step` intermediate samples apart, from the group last converted, which was that
   * of `index`, and the end of the one before.
   */
  interpolate(output: Signal, start: number, end: number, step: number, index: number): void {
    const before = interpolationTaps / 2 - 1;
    const origin = this.first + index * this.length - historyLength;
    const view = this.#interpolatedView;
    for (let done = start; done < end; done += interpolatedAtOnce) {
      const count = Math.min(interpolatedAtOnce, end - done);
      const position = done * step - origin - before;
      // Four at a time; those beyond the end are not taken.
      const rounded = 4 * Math.ceil(count / 4);
      this.#run.interpolate(this.#historyView.byteOffset, this.#rows, position, step, rounded, this.#interpolated);
      output.set(count < view.length ? view.subarray(0, count) : view, done);
    }
  }
}
