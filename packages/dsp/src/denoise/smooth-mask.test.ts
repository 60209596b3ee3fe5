import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { readGolden } from '../../testing/golden-signals.ts';
import { smoothMask } from './smooth-mask.ts';

interface Golden {
  versions: { scipy: string };
  cases: { shape: [number, number]; reach: [number, number]; mask: number[]; values: number[] }[];
}
const golden = readGolden<Golden>('mask-smoothing');

describe('smoothMask', () => {
  it.each(golden.cases)(
    'equals a normalized convolution by scipy: $shape, reach $reach',
    ({ shape, reach, mask, values }) => {
      const smoothed = Float64Array.from(mask);
      smoothMask(smoothed, { bins: shape[0], frames: shape[1] }, { bins: reach[0], frames: reach[1] });
      expectParity(smoothed, values, {
        package: 'dsp',
        name: 'reduceNoise, smoothing of the gate',
        reference: `scipy ${golden.versions.scipy} signal.fftconvolve, normalized`,
        path: 'float64',
        measure: 'absolute',
        tolerance: 1e-12,
      });
    },
  );

  it('leaves a mask of ones alone, in the lowest bins and at the ends too', () => {
    const ones = new Float64Array(513 * 40).fill(1);
    smoothMask(ones, { bins: 513, frames: 40 }, { bins: 11, frames: 4 });
    expect(ones.every((value) => value === 1)).toBe(true);
  });
});
