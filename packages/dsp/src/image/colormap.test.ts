import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { recordParity } from '../../../../tools/parity/expect-parity.ts';
import { readGolden } from '../../testing/golden-signals.ts';
import { type ColormapName, colormap } from './colormap.ts';

const golden = readGolden<{
  versions: { matplotlib: string };
  cases: { name: ColormapName; points: number[]; bytes: number[][] }[];
}>('colormaps');

describe('colormap', () => {
  it.each(golden.cases)('$name has the colors of matplotlib', ({ name, points, bytes }) => {
    const image = colormap(ndarray(Float64Array.from(points), [1, points.length]), { name, scaling: 'none' });
    expect(image.shape).toEqual([1, points.length, 3]);
    const colors = Array.from(image.data, (v) => Math.round(v * 255));
    const difference = Math.max(...colors.map((v, i) => Math.abs(v - bytes.flat()[i]!)));
    recordParity({
      package: 'dsp',
      name: 'colormap',
      reference: `matplotlib ${golden.versions.matplotlib} colormaps`,
      path: '8-bit colors',
      measure: 'absolute',
      tolerance: 0,
      difference,
    });
    expect(difference).toBe(0);
  });

  it('scales, resizes and turns like toImage, and refuses unknown names', () => {
    const matrix = ndarray(Float32Array.of(-80, 0), [2, 1]);
    const image = colormap(matrix, { width: 4, height: 6, origin: 'lower' });
    expect(image.shape).toEqual([6, 4, 3]);
    const [top, bottom] = [image.data[0], image.data[5 * image.stride[0]]];
    expect(top).toBeGreaterThan(0.9);
    expect(bottom).toBeLessThan(0.05);
    expect(() => colormap(matrix, { name: 'jet' as 'gray' })).toThrow(/magma/);
    expect(() => colormap(matrix, { name: 'toString' as 'gray' })).toThrow(/magma/);
  });
});
