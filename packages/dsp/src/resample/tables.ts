import { portableSinCos } from '../portable/trigonometry.ts';
import { type Kernel, kernelGains } from './kernel.ts';
import { stagesOf, type TransformPlan } from './transform-plan.ts';
import { windowedSinc } from './windowed-sinc.ts';

/** One stage of a transform: butterflies of `radix` points `stride` apart. */
export interface Stage {
  readonly radix: number;
  readonly stride: number;
  /** exp(−2πi·j·q / (radix · stride)) for j < stride, 0 < q < radix: cosine and sine in turn. */
  readonly twiddles: () => Float64Array;
}

/** The stages of a transform in the order in which the forward one runs them. */
export function transformStages(size: number): Stage[] {
  let length = size;
  return stagesOf(size)!.map((radix) => {
    const stride = length / radix;
    length = stride;
    return { radix, stride, twiddles: () => twiddleFactors(radix, stride) };
  });
}

function twiddleFactors(radix: number, stride: number): Float64Array {
  const factors = new Float64Array(2 * stride * (radix - 1));
  let at = 0;
  for (let j = 0; j < stride; j++) {
    for (let q = 1; q < radix; q++) {
      const { cos, sin } = portableSinCos(-(j * q) / (radix * stride));
      factors[at++] = cos;
      factors[at++] = sin;
    }
  }
  return factors;
}

/** Place of frequency k after the forward transform: its digits in reverse. */
export function reversedPlace(stages: readonly Stage[], k: number): number {
  let place = 0;
  let rest = k;
  for (const { radix, stride } of stages) {
    place += (rest % radix) * stride;
    rest = Math.floor(rest / radix);
  }
  return place;
}

/** Frequencies from 0 up that lie below both Nyquist frequencies. */
function passingCount({ forwardSize, inverseSize }: TransformPlan): number {
  return Math.ceil(Math.min(forwardSize, inverseSize) / 2);
}

/** Bytes of {@link filterTable}. */
export function filterTableBytes(plan: TransformPlan): number {
  return 16 * (2 * passingCount(plan) - 1);
}

/**
 * The filter as the kernels apply it, 16 bytes an element that passes: byte offset after the forward transform, byte
 * offset before the inverse one (u32 each), and the gain (f64, or f32 and four unused bytes).
 */
export function filterTable(kernel: Kernel, plan: TransformPlan, precision: 32 | 64): Uint32Array {
  const { forwardSize, inverseSize } = plan;
  const forward = transformStages(forwardSize);
  const inverse = transformStages(inverseSize);
  const gains = kernelGains(kernel, forwardSize, passingCount(plan));
  const view = new DataView(new ArrayBuffer(16 * (2 * gains.length - 1)));
  let at = 0;
  for (let k = 1 - gains.length; k < gains.length; k++) {
    view.setUint32(at, 32 * reversedPlace(forward, k < 0 ? k + forwardSize : k), true);
    view.setUint32(at + 4, 32 * reversedPlace(inverse, k < 0 ? k + inverseSize : k), true);
    // The inverse transform is not scaled.
    const gain = gains[Math.abs(k)]! / forwardSize;
    if (precision === 32) view.setFloat32(at + 8, gain, true);
    else view.setFloat64(at + 8, gain, true);
    at += 16;
  }
  return new Uint32Array(view.buffer);
}

/** Coefficients of the interpolation between intermediate samples. */
export const interpolationTaps = 20;
/** Rows per sample; blending two neighbors linearly errs by (π / 1.75 / 1024)² / 8 < −128 dB at the band's edge. */
export const interpolationPhases = 1024;

/**
 * Rows of coefficients for positions 0, 1/1024, … 1023/1024 between two samples, each with the differences to the next
 * row: `[phases, 2, taps]`, row-major.
 *
 * A Kaiser-windowed sinc with its cut-off at the Nyquist frequency of an at least 1.75 times oversampled signal: 20 taps
 * then reach −125 dB before the first image.
 */
export function interpolationRows(): Float64Array {
  const half = interpolationTaps / 2;
  const filter = { cutoff: 0.5, halfLength: half, beta: 0.1102 * (125 - 8.7) };
  const at = (t: number): number => windowedSinc(filter, t);
  const rows = new Float64Array(interpolationPhases * 2 * interpolationTaps);
  for (let phase = 0; phase < interpolationPhases; phase++) {
    for (let tap = 0; tap < interpolationTaps; tap++) {
      const place = phase * 2 * interpolationTaps + tap;
      rows[place] = at(phase / interpolationPhases + half - 1 - tap);
      rows[place + interpolationTaps] = at((phase + 1) / interpolationPhases + half - 1 - tap) - rows[place]!;
    }
  }
  return rows;
}
