import { Cache } from '../cache.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import { bluesteinFft } from './bluestein.ts';
import { powerOfTwoFft } from './power-of-two.ts';

/** Transforms between `size` real values and `1 + floor(size / 2)` complex bins, float64. Not reentrant. */
export interface RealFft {
  readonly size: number;
  readonly bins: number;
  /** Writes the bins of `frame` into `re` and `im`; exponent sign −, no scaling. */
  forward(frame: Float64Array, re: Float64Array, im: Float64Array): void;
  /** Writes the real vector whose bins are `re` and `im` into `frame`, scaled by 1 / size; leaves its input alone. */
  inverse(re: Float64Array, im: Float64Array, frame: Float64Array): void;
}

const complexFft = (size: number) => (Number.isInteger(Math.log2(size)) ? powerOfTwoFft(size) : bluesteinFft(size));

/** Even length: the samples are packed into a complex vector of half the length and untangled afterwards. */
function evenFft(size: number): RealFft {
  const half = size / 2;
  const fft = complexFft(half);
  const zr = new Float64Array(half);
  const zi = new Float64Array(half);
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => portableSinCos(k / size).cos);
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => -portableSinCos(k / size).sin);
  return {
    size,
    bins: half + 1,
    forward(frame, re, im) {
      for (let n = 0; n < half; n++) {
        zr[n] = frame[2 * n]!;
        zi[n] = frame[2 * n + 1]!;
      }
      fft(zr, zi);
      re[0] = zr[0]! + zi[0]!;
      re[half] = zr[0]! - zi[0]!;
      im[0] = im[half] = 0;
      for (let k = 1; k < half; k++) {
        const evenR = 0.5 * (zr[k]! + zr[half - k]!);
        const evenI = 0.5 * (zi[k]! - zi[half - k]!);
        const oddR = 0.5 * (zi[k]! + zi[half - k]!);
        const oddI = 0.5 * (zr[half - k]! - zr[k]!);
        re[k] = evenR + oddR * cos[k]! - oddI * sin[k]!;
        im[k] = evenI + oddR * sin[k]! + oddI * cos[k]!;
      }
    },
    inverse(re, im, frame) {
      const scale = 1 / size;
      // Like every real inverse FFT, this takes DC and Nyquist as real.
      zr[0] = (re[0]! + re[half]!) * scale;
      zi[0] = (re[0]! - re[half]!) * scale;
      for (let k = 1; k < half; k++) {
        const evenR = re[k]! + re[half - k]!;
        const evenI = im[k]! - im[half - k]!;
        const differenceR = re[k]! - re[half - k]!;
        const differenceI = im[k]! + im[half - k]!;
        const oddR = differenceR * cos[k]! + differenceI * sin[k]!;
        const oddI = differenceI * cos[k]! - differenceR * sin[k]!;
        zr[k] = (evenR - oddI) * scale;
        zi[k] = (evenI + oddR) * scale;
      }
      fft(zi, zr);
      for (let n = 0; n < half; n++) {
        frame[2 * n] = zr[n]!;
        frame[2 * n + 1] = zi[n]!;
      }
    },
  };
}

function oddFft(size: number): RealFft {
  const bins = (size + 1) / 2;
  const fft = bluesteinFft(size);
  const zr = new Float64Array(size);
  const zi = new Float64Array(size);
  return {
    size,
    bins,
    forward(frame, re, im) {
      zr.set(frame.length === size ? frame : frame.subarray(0, size));
      zi.fill(0);
      fft(zr, zi);
      for (let k = 0; k < bins; k++) {
        re[k] = zr[k]!;
        im[k] = zi[k]!;
      }
      im[0] = 0;
    },
    inverse(re, im, frame) {
      zr[0] = re[0]!;
      zi[0] = 0;
      for (let k = 1; k < bins; k++) {
        zr[k] = zr[size - k] = re[k]!;
        zi[k] = im[k]!;
        zi[size - k] = -im[k]!;
      }
      fft(zi, zr);
      for (let n = 0; n < size; n++) frame[n] = zr[n]! / size;
    },
  };
}

const plans = new Cache<number, RealFft>(16);

/** The transform of a length ≥ 1; the sixteen lengths used last keep their tables. */
export function realFft(size: number): RealFft {
  return plans.get(size, () => (size % 2 === 0 ? evenFft(size) : oddFft(size)));
}
