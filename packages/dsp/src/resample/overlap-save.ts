import { Cache } from '../cache.ts';
import type { Signal } from '../signal.ts';
import { isFloat32 } from '../signal.ts';
import { kernels } from '../wasm/kernels.ts';
import { BlockGroup } from './block-group.ts';
import { kernelFor } from './kernel.ts';
import { type Ratio, ratioKey } from './ratio.ts';
import type { SampleSource } from './source.ts';
import { interpolationTaps } from './tables.ts';
import { planTransforms, type TransformPlan } from './transform-plan.ts';

const plans = new Cache<string, TransformPlan | null>(64);

/**
 * Resamples by overlap-save in WebAssembly: the fast path, equal to `resamplePolyphase` but for rounding.
 *
 * Blocks of the signal are transformed, filtered, and transformed back at a size that makes them samples at the output
 * rate. Where no pair of sizes gives the ratio they become an oversampled signal, from which 20-tap interpolation takes
 * the output. Memory does not grow with the signal.
 *
 * @param output Float32Array for float32 arithmetic, Float64Array for float64; its length says how much to compute.
 * @returns `unavailable` where WebAssembly is missing or the filter too long for a transform.
 */
export function resampleOverlapSave(
  source: SampleSource,
  output: Signal,
  conversion: Ratio,
): 'done' | 'non-finite' | 'unavailable' {
  const plan = plans.get(ratioKey(conversion), () => planTransforms(conversion, kernelFor(conversion).reach));
  const loaded = plan === null ? undefined : kernels();
  if (plan === null || loaded === undefined) return 'unavailable';
  const group = new BlockGroup(loaded, plan, conversion, isFloat32(output) ? 32 : 64);
  if (plan.isExact) convertExactly(group, source, output);
  else convertBetween(group, source, output, plan.up / plan.down / conversion.ratio);
  return group.isFinite ? 'done' : 'non-finite';
}

function convertExactly(group: BlockGroup, source: SampleSource, output: Signal): void {
  for (let index = 0, done = 0; group.isFinite && done < output.length; index++, done += group.length) {
    const samples = group.convert(source, index);
    const left = output.length - done;
    output.set(left < samples.length ? samples.subarray(0, left) : samples, done);
  }
}

/** @param step Intermediate samples from one output to the next. */
function convertBetween(group: BlockGroup, source: SampleSource, output: Signal, step: number): void {
  for (let index = 0, done = 0; group.isFinite && done < output.length; index++) {
    group.convert(source, index);
    // The last position whose coefficients all fall on samples that are there, less one for rounding.
    const last = group.first + (index + 1) * group.length - 1 - interpolationTaps / 2 - 1;
    const end = Math.max(done, Math.min(output.length, Math.floor(last / step) + 1));
    group.interpolate(output, done, end, step, index);
    done = end;
  }
}
